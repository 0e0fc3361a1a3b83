/** @file Verdicts from numbers. */
import type { Judgement, Measured } from "./claim.ts";

/** The first number that is further from its expectation than the tolerance, in words; empty when all are met. */
export function offExpectation({ computed, expected }: Measured, tolerance: number): string {
  for (const [name, wanted] of Object.entries(expected)) {
    const [values, targets] = [[computed[name] ?? Number.NaN].flat(), [wanted].flat()];
    const at = targets.findIndex((target, i) => !(values[i] === target || Math.abs(values[i] - target) <= tolerance));
    if (at >= 0 || values.length !== targets.length) return `${name}: ${values[at]} where ${targets[at]} ± ${tolerance} was expected`;
  }
  return "";
}

/**
 * `holds` when every expected number is met and nothing speaks against it, else `fails here` with the reason.
 *
 * @param against a reason that is no expected number, empty when there is none
 */
export function holdsWithin(measured: Measured, tolerance: number, against = ""): Judgement {
  const detail = offExpectation(measured, tolerance) || against;
  return { verdict: detail === "" ? "holds" : "fails here", detail };
}

/**
 * `holds only if` the condition, given the numbers that show that it is needed; `holds` where they do not; `fails here` where an expected
 * number is not met.
 *
 * @param needed whether the instance without the condition breaks the statement
 */
export function holdsOnlyIf(measured: Measured, tolerance: number, needed: boolean, condition: string, against = ""): Judgement {
  const judged = holdsWithin(measured, tolerance, against);
  return judged.verdict === "holds" && needed ? { verdict: "holds only if", detail: condition } : judged;
}

/** A computed number by its name. */
export function numberOf({ computed }: Measured, name: string): number {
  const value = computed[name];
  return typeof value === "number" ? value : Number.NaN;
}

/** A computed list by its name. */
export function listOf({ computed }: Measured, name: string): readonly number[] {
  return [computed[name] ?? Number.NaN].flat();
}
