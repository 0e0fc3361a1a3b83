import type { ClaimRecord } from "../../../papers/claim.ts";
import type { Takeaway } from "../../export/takeaway.ts";

/** A computed claim's figures and numbers. */
export function claimTakeaway({ id, figures, computed, expected, method }: ClaimRecord): Takeaway {
  const column = (numbers: number | readonly number[]) => {
    const data = Float64Array.from([numbers].flat());
    return { shape: [data.length], data };
  };
  const named = (prefix: string, all: ClaimRecord["computed"]) =>
    Object.entries(all).map(([name, numbers]) => [`${prefix}: ${plain(name)}`, column(numbers)] as const);
  return {
    figures,
    arrays: Object.fromEntries([...named("computed", computed), ...named("expected", expected)]),
    method,
    command: `reproduce ${id} --quick`,
  };
}

/** A name that a file in an archive can have: without slashes. */
const plain = (name: string): string => name.replaceAll("/", "over");
