/** @file What can be carried away of the masked dynamics: the moment on screen, and how long masks stay. */
import type { CategoryFigure, FigureData, HeatFigure } from "../../../studies/figureData.ts";
import type { MaskedMoment } from "../../engine/answers/maskedMoment.ts";
import type { StillMasked } from "../../engine/answers/stillMasked.ts";
import type { Takeaway } from "../../export/takeaway.ts";
import { short } from "../../parts/format.ts";
import { MASK } from "./stateGrid.ts";
import { stillMaskedFigure } from "./stillMaskedFigure.ts";

/** A site as an axis: its name, and its tokens without the mask. */
export interface SiteAxis {
  readonly label: string;
  readonly ticks: readonly string[];
}

export function siteAxes({ sites, labels, alphabet }: MaskedMoment): readonly SiteAxis[] {
  return sites.map((site) => {
    const named = labels?.[site];
    const ticks = Array.from({ length: alphabet }, (_, v) => named?.levels[v] ?? String(v));
    return { label: named?.site ?? `x${subscript(site)}`, ticks };
  });
}

function subscript(site: number): string {
  return Array.from(String(site), (digit) => "₀₁₂₃₄₅₆₇₈₉"[Number(digit)] ?? "").join("");
}

/** `law EXP`, at the moment's clock; all digits, as samplers with steps want them. */
export function lawCommand(at: number | null): string {
  return at === null ? "law EXP" : `law EXP --at ${at}`;
}

/** @param end the law at the end, of the same sites */
export function maskedTakeaway(moment: MaskedMoment, end: MaskedMoment, still: StillMasked | null): Takeaway {
  const base = moment.alphabet + 1;
  const shape = moment.sites.map(() => base);
  const mark = moment.at === null ? null : { u: moment.at, probability: moment.incomplete };
  return {
    figures: [momentFigure(moment, end), ...countFigures(moment), ...(still === null ? [] : [stillMaskedFigure(still, mark)])],
    arrays: {
      law_at: { data: moment.cells, shape },
      law_end: { data: end.cells, shape },
      masked_sites: { data: moment.counts, shape: [moment.length + 1] },
      ...(moment.at === null ? {} : { u: { data: Float64Array.of(moment.at), shape: [1] } }),
      ...(still === null ? {} : stillArrays(still)),
    },
    command: lawCommand(moment.at),
  };
}

function stillArrays({ u, guided, conditional, steps }: StillMasked): Takeaway["arrays"] {
  const array = (values: readonly number[]) => ({ data: Float64Array.from(values), shape: [values.length] });
  return {
    clock: { data: u, shape: [u.length] },
    log_still_masked: array(guided),
    log_still_masked_conditional: array(conditional),
    ...(steps === null
      ? {}
      : { steps_clock: array(steps.map((step) => step.u)), steps_still_masked: array(steps.map((step) => step.probability)) }),
  };
}

function momentFigure(moment: MaskedMoment, end: MaskedMoment): FigureData {
  const axes = siteAxes(moment);
  const when = moment.at === null ? "at the end" : `at u = ${short(moment.at)}`;
  const head = {
    id: "moment",
    title: `The law ${when}, partially masked states beside it`,
    caption: `${MASK}: masked. ${moment.length > moment.sites.length ? "The other sites are summed over. " : ""}P(some site masked) = ${short(moment.incomplete)}. Law: ${moment.method}.`,
  };
  const ticksOf = (axis: SiteAxis | undefined): readonly string[] => [...(axis?.ticks ?? []), MASK];
  const [first, second] = axes;
  if (first === undefined || second === undefined) {
    const series = [
      { name: `law ${when}`, values: [...moment.cells] },
      { name: "law at the end", values: [...end.cells] },
    ];
    const chart: CategoryFigure = {
      kind: "categories",
      ...head,
      layout: moment.alphabet > 8 ? "horizontal" : "vertical",
      categoryLabel: first?.label ?? "",
      valueLabel: "probability",
      categories: ticksOf(first),
      series,
    };
    return chart;
  }
  const heat: HeatFigure = {
    kind: "heat",
    ...head,
    alphabet: moment.alphabet + 1,
    sites: [
      { label: first.label, ticks: ticksOf(first) },
      { label: second.label, ticks: ticksOf(second) },
    ],
    panels: [{ title: `law ${when}`, values: [...moment.cells] }],
    difference: { title: `law ${when} − law at the end`, values: Array.from(moment.cells, (p, x) => p - (end.cells[x] ?? 0)) },
  };
  return heat;
}

function countFigures({ counts, length, method }: MaskedMoment): readonly FigureData[] {
  if (length < 3) return [];
  return [
    {
      kind: "categories",
      id: "masked-sites",
      title: "How many sites are masked at the moment",
      caption: `Law: ${method}.`,
      layout: "vertical",
      categoryLabel: "masked sites",
      valueLabel: "probability",
      categories: Array.from(counts, (_, k) => String(k)),
      series: [{ name: "law", values: [...counts] }],
    },
  ];
}
