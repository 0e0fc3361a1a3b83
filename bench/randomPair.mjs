import { stream } from "../dist/index.js";

/** Two classes of full support with weights ½, target the first; entries exponential, normalised. */
export function randomPair(alphabet, length) {
  const size = alphabet ** length;
  const law = (name) => {
    const rng = stream(0, "bench", name);
    const values = Float64Array.from({ length: size }, () => -Math.log(1 - rng()));
    const total = values.reduce((sum, value) => sum + value, 0);
    return values.map((value) => value / total);
  };
  const [conditional, other] = [law("target"), law("other")];
  return { alphabet, length, conditional, unconditional: conditional.map((p, x) => 0.5 * p + 0.5 * other[x]), targetWeight: 0.5 };
}
