import type { Experiment } from "../../studies/experiment.ts";
import type { LawRecord } from "../../studies/law.ts";
import { bar, GRID_ALPHABET, shadedGrids } from "./grid.ts";
import { heading } from "./heading.ts";
import { short } from "./number.ts";
import { textTable } from "./table.ts";

/** Largest number of states listed. */
const ROWS = 20;

/** A law as a person reads it: a shaded grid where it is two sites wide, its likeliest states, distances, method, seconds. */
export function showLaw(experiment: Experiment, record: LawRecord, seconds: number): string {
  const { alphabet, length, at, distances, incomplete, method, tilted } = record;
  const parts = [heading(experiment, record)];
  if (at === null && length === 2 && alphabet <= GRID_ALPHABET && !record.labels) {
    const wanted = tilted ? [{ title: "tilted (wanted)", law: tilted }] : [];
    parts.push(
      shadedGrids(alphabet, [{ title: "conditional", law: record.conditional }, ...wanted, { title: "law (comes out)", law: record.law }]),
    );
  }
  parts.push(stateTable(record));
  if (at !== null)
    parts.push(`at clock u = ${at}, masked fraction ${short(Math.exp(-at))}: some site still masked with probability ${short(incomplete)}`);
  parts.push(
    textTable(
      ["distance", "value"],
      Object.entries(distances).map(([name, value]) => [name, short(value)]),
    ),
  );
  if (!tilted) parts.push("w changes along the way: no single tilted law is wanted, so none is compared with");
  parts.push(`method: ${method}   ${seconds.toFixed(2)} s`);
  return parts.join("\n\n");
}

function stateTable(record: LawRecord): string {
  const { law, tilted, conditional, at } = record;
  const order = Array.from({ length: law.length }, (_, x) => x).filter((x) => law[x] !== 0);
  const byLaw = order.length > ROWS || record.length > 1;
  if (byLaw) order.sort((a, b) => (law[b] ?? 0) - (law[a] ?? 0) || a - b);
  const shownStates = order.slice(0, ROWS);
  const largest = shownStates.reduce((most, x) => Math.max(most, law[x] ?? 0), 0);
  const rows = shownStates.map((x) => {
    const others = at === null ? [...(tilted ? [short(tilted[x] ?? 0)] : []), short(conditional[x] ?? 0)] : [];
    return [stateName(record, x), short(law[x] ?? 0), ...others, bar((law[x] ?? 0) / largest)];
  });
  const header = ["state", "law", ...(at === null ? [...(tilted ? ["tilted"] : []), "conditional"] : []), ""];
  const rest = order.length - shownStates.length;
  return `${textTable(header, rows)}${rest > 0 ? `\n… and ${rest} more states (--json or --npz for all)` : ""}`;
}

/** `0 2 M`, or the levels' names. */
function stateName({ alphabet, length, at, labels }: LawRecord, index: number): string {
  const base = at === null ? alphabet : alphabet + 1;
  const tokens = Array.from({ length }, (_, i) => Math.floor(index / base ** (length - 1 - i)) % base);
  return tokens.map((token, i) => (token === alphabet ? "M" : (labels?.[i]?.levels[token] ?? String(token)))).join(labels ? ", " : " ");
}
