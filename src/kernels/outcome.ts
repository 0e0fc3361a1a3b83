/** How a kernel's number was had, for its `method`. */
export const KERNEL_METHOD = "wasm simd";

/**
 * What a kernel answers: a value, or a refusal that says why. A kernel never changes the algorithm by itself: where it declines, the caller
 * takes the definition in plain TypeScript and says so.
 */
export type Outcome<T> = { readonly status: "ok"; readonly value: T } | { readonly status: "declined"; readonly reason: string };

export function ok<T>(value: T): Outcome<T> {
  return { status: "ok", value };
}

export function declined(reason: string): Outcome<never> {
  return { status: "declined", reason };
}
