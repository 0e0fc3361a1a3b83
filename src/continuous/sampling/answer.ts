import type { FieldPair } from "../../worlds/continuous/pair.ts";
import type { Answer, Question } from "./protocol.ts";

/** Evaluations per point that a question costs. */
export function costOf({ needs }: Question): number {
  return needs === "both" ? 2 : 1;
}

const EMPTY = new Float64Array(0);

/** Answers questions by exact fields. Each answer has arrays of its own. */
export function answerFrom({ conditional, unconditional }: FieldPair): (question: Question) => Answer {
  const d = conditional.dimension;
  return ({ points, n, a, b, needs, logRatio }) => {
    const cond = needs === "uncond" ? EMPTY : new Float64Array(n * d);
    const uncond = needs === "cond" ? EMPTY : new Float64Array(n * d);
    const logCond = logRatio ? new Float64Array(n) : EMPTY;
    const logUncond = logRatio ? new Float64Array(n) : EMPTY;
    if (needs !== "uncond")
      conditional.at(a, b).evaluate(points, n, logRatio ? { denoised: cond, logDensity: logCond } : { denoised: cond });
    if (needs !== "cond") {
      unconditional.at(a, b).evaluate(points, n, logRatio ? { denoised: uncond, logDensity: logUncond } : { denoised: uncond });
    }
    return { cond, uncond, logRatio: logCond.map((log, k) => log - logUncond[k]) };
  };
}

/** Runs a generator to its end with answers that come at once. */
export function answered<Result>(asking: Generator<Question, Result, Answer>, answer: (question: Question) => Answer): Result {
  let step = asking.next();
  while (step.done !== true) step = asking.next(answer(step.value));
  return step.value;
}
