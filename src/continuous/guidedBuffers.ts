/** Numbers that are kept between calls, and grow when more are asked for. The content is what was left there. */
export type Buffer = (length: number) => Float64Array;

export function buffer(): Buffer {
  let held = new Float64Array(0);
  return (length) => {
    if (held.length < length) held = new Float64Array(length);
    return held;
  };
}
