/** @file A claim's numbers beside what was expected of them. */
import type { Measured } from "../../../papers/claim.ts";
import { short } from "../../parts/format.ts";

export interface NumberRow {
  readonly name: string;
  readonly computed: string;
  /** Empty where nothing is expected. */
  readonly expected: string;
  /** Largest |computed − expected|; null where nothing is expected, NaN where the lists do not match. */
  readonly apart: number | null;
}

type Numbers = number | readonly number[];

/** Entries of a list that are shown. */
const SHOWN = 8;

/** Every quantity, computed or expected, in order. */
export function numberRows({ computed, expected }: Pick<Measured, "computed" | "expected">): readonly NumberRow[] {
  const names = [...new Set([...Object.keys(computed), ...Object.keys(expected)])];
  return names.map((name) => {
    const [found, wanted] = [computed[name], expected[name]];
    return {
      name,
      computed: listed(found),
      expected: listed(wanted),
      apart: found === undefined || wanted === undefined ? null : apart(found, wanted),
    };
  });
}

function listed(numbers: Numbers | undefined): string {
  if (numbers === undefined) return "";
  const list = [numbers].flat();
  const text = list
    .slice(0, SHOWN)
    .map((value) => short(value))
    .join(", ");
  return list.length > SHOWN ? `${text}, … (${list.length} numbers)` : text;
}

/** Infinite numbers that are the same are 0 apart. */
function apart(a: Numbers, b: Numbers): number {
  const [found, wanted] = [[a].flat(), [b].flat()];
  if (found.length !== wanted.length) return Number.NaN;
  return found.reduce((worst, value, i) => {
    const target = wanted[i] ?? Number.NaN;
    return Math.max(worst, value === target ? 0 : Math.abs(value - target));
  }, 0);
}
