import { logTilted } from "../../../../guidance/tilt.ts";
import { constantWeight } from "../../../../guidance/weightSchedule.ts";
import { lattice } from "../../../../masked/lattice.ts";
import { completePart } from "../../../../masked/marginalCube.ts";
import { regions } from "../../../../measures/regions.ts";
import { type MaskedLawRecord, runMaskedLaw } from "../../../../studies/masked/law.ts";
import type { MaskedExperiment } from "../../../../studies/masked/schema.ts";
import { type BuiltWorld, buildWorld } from "../../../../studies/masked/world.ts";
import { weightSchedule } from "../../../../studies/parse.ts";
import type { Resources } from "../../../../studies/resources.ts";
import type { LawName, Laws, Site, TokenViews, ViewsQuestion } from "../record.ts";
import { cutSites, placesOf, shownSites, sliced, total } from "./slice.ts";
import { unlessRefused } from "./unlessRefused.ts";

/** Bytes per state of a world that is only built and tilted. */
const WORLD_BYTES = 64;

/**
 * The laws of an experiment on tokens at its shown sites, as `guidelab law` has them; without the law where the sampler has none.
 *
 * @throws BadInput as the world demands
 */
export function tokenViews(experiment: MaskedExperiment, { axes, cut, of }: ViewsQuestion, resources: Resources): TokenViews {
  const building = unlessRefused(() => buildWorld(experiment, resources, WORLD_BYTES));
  const { world } = experiment;
  if (building.refused !== null && "length" in world) return unseen(world, building.refused, { axes, of });
  const built = building.found ?? buildWorld(experiment, resources, WORLD_BYTES);
  const run = unlessRefused(() => runMaskedLaw(experiment, null, resources));
  const { alphabet, length } = built.pair;
  const shown = shownSites(length, axes);
  const at = cutSites(built.pair, shown, cut);
  const places = placesOf(built.pair, shown, at);
  const size = alphabet ** shown.length;
  const whole = run.found ? lawsOf(run.found) : wantedOf(experiment, built);
  const seen = (name: LawName): Float64Array | null => {
    const values = whole[name];
    return values && sliced(values, places, size);
  };
  const laws = { conditional: seen("conditional"), tilted: seen("tilted"), law: seen("law") };
  return {
    kind: "tokens",
    of,
    alphabet,
    sites: Array.from({ length }, (_, site) => siteOf(built, site)),
    shown,
    cut: at,
    ...laws,
    incomplete: run.found && masked(run.found) ? run.found.incomplete : 0,
    mass: Object.fromEntries(Object.entries(laws).flatMap(([name, values]) => (values ? [[name, total(values)]] : []))),
    regions: regionsOf(experiment, built),
    distances: run.found?.distances ?? {},
    method: run.found?.method ?? null,
    error: run.found?.error ?? 0,
    notes: whole.tilted ? [] : ["w changes along the way: no single tilted law is wanted"],
    missing: run.refused,
    later: false,
  };
}

/** A world too large for a table: samples can be had, laws cannot. */
function unseen(
  { alphabet, length }: { readonly alphabet: number; readonly length: number },
  missing: string,
  { axes, of }: Pick<ViewsQuestion, "axes" | "of">,
): TokenViews {
  const shown = shownSites(length, axes);
  return {
    kind: "tokens",
    of,
    alphabet,
    sites: Array.from({ length }, (_, site) => plainSite(alphabet, length, site)),
    shown,
    cut: cutSites({ alphabet, length }, shown, []),
    conditional: null,
    tilted: null,
    law: null,
    incomplete: 0,
    mass: {},
    regions: null,
    distances: {},
    method: null,
    error: 0,
    notes: [],
    missing,
    later: false,
  };
}

const masked = ({ alphabet, length, law }: MaskedLawRecord): boolean => law.length !== alphabet ** length;

function lawsOf(record: MaskedLawRecord): Laws {
  const { alphabet, length, law, tilted, conditional } = record;
  return { conditional, tilted, law: masked(record) ? completePart(lattice(alphabet, length), law) : law };
}

function wantedOf({ guidance }: MaskedExperiment, { pair: { conditional, unconditional } }: BuiltWorld): Laws {
  const w = constantWeight(weightSchedule(guidance.w));
  return { conditional, tilted: w === null ? null : logTilted(conditional, unconditional, w).map(Math.exp), law: null };
}

function siteOf({ mixture, pair: { alphabet, length } }: BuiltWorld, site: number): Site {
  const labels = mixture?.labels?.[site];
  return labels ? { label: labels.site, ticks: labels.levels } : plainSite(alphabet, length, site);
}

function plainSite(alphabet: number, length: number, site: number): Site {
  return { label: length === 1 ? "token" : `site ${site}`, ticks: Array.from({ length: alphabet }, (_, token) => String(token)) };
}

function regionsOf({ target }: MaskedExperiment, { mixture, pair: { alphabet, length } }: BuiltWorld): readonly string[] | null {
  if (!mixture || length > 2) return null;
  const names = new Array<string>(alphabet ** length).fill("");
  for (const { name, cells } of regions(mixture, target ?? "")) for (const x of cells) names[x] = name;
  return names;
}
