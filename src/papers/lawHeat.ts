import { regions } from "../measures/regions.ts";
import type { HeatFigure } from "../studies/figureData.ts";
import type { MaskedRun } from "../studies/masked/maskedRun.ts";

/** Conditional, tilted and law of a two-site run side by side, law − tilted, and the regions of the target's support. */
export function lawHeat(
  run: MaskedRun,
  target: string,
  head: { readonly id: string; readonly title: string; readonly caption: string },
): HeatFigure {
  const { pair, mixture, terminal } = run;
  const tilted = run.tilted ?? new Float64Array(terminal.law.length);
  const ticks = Array.from({ length: pair.alphabet }, (_, v) => String(v));
  const names = new Array<string>(terminal.law.length).fill("");
  if (mixture) for (const { name, cells } of regions(mixture, target)) for (const x of cells) names[x] = name;
  return {
    kind: "heat",
    ...head,
    alphabet: pair.alphabet,
    sites: [
      { label: "x₁ (first site)", ticks },
      { label: "x₂ (second site)", ticks },
    ],
    panels: [
      { title: "conditional", values: [...pair.conditional] },
      { title: "tilted (wanted)", values: [...tilted] },
      { title: "law (comes out)", values: [...terminal.law] },
    ],
    difference: { title: "law − tilted", values: Array.from(terminal.law, (p, x) => p - tilted[x]) },
    ...(mixture ? { regions: names } : {}),
  };
}
