import type { Experiment } from "../../studies/experiment.ts";
import type { MaskedLawRecord } from "../../studies/masked/law.ts";
import { bar, GRID_ALPHABET, shadedGrids } from "./grid.ts";
import { heading } from "./heading.ts";
import { short } from "./number.ts";
import { textTable } from "./table.ts";

/** Largest number of states listed. */
const ROWS = 20;

/** A law as a person reads it: a shaded grid where it is two sites wide, its likeliest states, distances, method, seconds. */
export function showMaskedLaw(experiment: Experiment, record: MaskedLawRecord, seconds: number): string {
  const { alphabet, length, at, distances, incomplete, method, tilted } = record;
  const parts = [heading(experiment, record)];
  const masked = showsMasks(record);
  if (!masked && length === 2 && alphabet <= GRID_ALPHABET && !record.labels) {
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
  if (at === null && incomplete > 0) parts.push(`some site still masked at the last grid point with probability ${short(incomplete)}`);
  if (record.repairs) {
    const { clamps, rejections } = record.repairs;
    if (clamps + rejections > 0)
      parts.push(`expected a sample: ${short(clamps)} probabilities clamped, ${short(rejections)} jumps rejected`);
  }
  if (!tilted) parts.push("w changes along the way: no single tilted law is wanted, so none is compared with");
  parts.push(`method: ${method}   ${seconds.toFixed(2)} s`);
  return parts.join("\n\n");
}

/** Whether the law is one of states that may have masks. */
function showsMasks({ law, alphabet, length }: MaskedLawRecord): boolean {
  return law.length !== alphabet ** length;
}

function stateTable(record: MaskedLawRecord): string {
  const { law, tilted, conditional } = record;
  const masked = showsMasks(record);
  const { states: shownStates, count } = likeliest(law, ROWS);
  if (record.length === 1 && count <= ROWS) shownStates.sort((a, b) => a - b);
  const largest = shownStates.reduce((most, x) => Math.max(most, law[x] ?? 0), 0);
  const rows = shownStates.map((x) => {
    const others = !masked ? [...(tilted ? [short(tilted[x] ?? 0)] : []), short(conditional[x] ?? 0)] : [];
    return [stateName(record, x), short(law[x] ?? 0), ...others, bar((law[x] ?? 0) / largest)];
  });
  const header = ["state", "law", ...(!masked ? [...(tilted ? ["tilted"] : []), "conditional"] : []), ""];
  const rest = count - shownStates.length;
  return `${textTable(header, rows)}${rest > 0 ? `\n… and ${rest} more states (--json or --npz for all)` : ""}`;
}

/** The `most` likeliest states, likeliest first, and the number of states with positive probability: one pass. */
function likeliest(law: Float64Array, most: number): { states: number[]; count: number } {
  const states: number[] = [];
  let count = 0;
  for (let x = 0; x < law.length; x++) {
    const value = law[x] ?? 0;
    if (value === 0) continue;
    count++;
    if (states.length === most && value <= (law[states[most - 1] ?? 0] ?? 0)) continue;
    let place = states.length;
    while (place > 0 && (law[states[place - 1] ?? 0] ?? 0) < value) place--;
    states.splice(place, 0, x);
    states.length = Math.min(states.length, most);
  }
  return { states, count };
}

/** `0 2 M`, or the levels' names. */
function stateName(record: MaskedLawRecord, index: number): string {
  const { alphabet, length, labels } = record;
  const base = showsMasks(record) ? alphabet + 1 : alphabet;
  const tokens = Array.from({ length }, (_, i) => Math.floor(index / base ** (length - 1 - i)) % base);
  return tokens.map((token, i) => (token === alphabet ? "M" : (labels?.[i]?.levels[token] ?? String(token)))).join(labels ? ", " : " ");
}
