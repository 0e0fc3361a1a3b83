import { lattice } from "../../../masked/lattice.ts";
import { completePart } from "../../../masked/marginalCube.ts";
import type { Measured } from "../../../measures/measured.ts";
import { runMaskedLaw } from "../../../studies/masked/law.ts";
import type { MaskedExperiment } from "../../../studies/masked/schema.ts";
import type { Resources } from "../../../studies/resources.ts";
import { tokenViews } from "../../panels/views/answering/tokenViews.ts";
import { unlessRefused } from "../../panels/views/answering/unlessRefused.ts";
import type { TokenViews } from "../../panels/views/record.ts";
import type { DuelQuestion, DuelRecord, DuelSide } from "./record.ts";

/** Two settings on the same tokens. */
export function tokenDuel(a: MaskedExperiment, b: MaskedExperiment, { axes, cut }: DuelQuestion, resources: Resources): DuelRecord {
  const [left, right] = [a, b].map((experiment) =>
    tokenViews(experiment, { experiment: {}, axes, cut, frame: null, part: "soon", of: "" }, resources),
  ) as [TokenViews, TokenViews];
  const { alphabet, sites, shown } = left;
  return {
    laws: { kind: "tokens", alphabet, sites, shown, a: left.law, b: right.law },
    sides: [sideOf(left), sideOf(right)],
    between: betweenOf(a, b, left, right, resources),
  };
}

function sideOf({ distances, method, missing }: TokenViews): DuelSide {
  return { distances: Object.entries(distances).map(([name, value]) => ({ name, value, method: method ?? "" })), missing };
}

/** What one setting leaves masked counts as one more cell. */
function betweenOf(
  a: MaskedExperiment,
  b: MaskedExperiment,
  left: TokenViews,
  right: TokenViews,
  resources: Resources,
): readonly Measured[] {
  if (!left.law || !right.law) return [];
  const whole = left.sites.length === left.shown.length;
  const [p, q] = whole ? [left.law, right.law] : [a, b].map((experiment) => unlessRefused(() => complete(experiment, resources)).found);
  if (!p || !q) return [];
  let sum = Math.abs(left.incomplete - right.incomplete);
  for (let x = 0; x < p.length; x++) sum += Math.abs((p[x] ?? 0) - (q[x] ?? 0));
  const method = left.method === right.method ? (left.method ?? "") : `${left.method}; ${right.method}`;
  return [{ name: "tv(law A,law B)", value: Math.min(1, sum / 2), method }];
}

function complete(experiment: MaskedExperiment, resources: Resources): Float64Array {
  const { law, alphabet, length } = runMaskedLaw(experiment, null, resources);
  return law.length === alphabet ** length ? law : completePart(lattice(alphabet, length), law);
}
