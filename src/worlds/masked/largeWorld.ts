import { BadInput } from "../../numerics/badInput.ts";
import { logNormalise } from "../../numerics/logNormalise.ts";
import type { DenoiserPair } from "./denoiserPair.ts";
import type { EvidenceDenoiser, EvidenceReading } from "./evidence.ts";
import type { ClassMixture } from "./mixture.ts";
import { tableOf } from "./tableOf.ts";

/** A finite mixture of classes too long for a table: each class is a denoiser that knows its evidence. */
export interface LargeWorld {
  readonly alphabet: number;
  readonly length: number;
  readonly classes: readonly { readonly name: string; readonly weight: number; readonly denoiser: EvidenceDenoiser }[];
}

/** A pair of denoisers that know their evidence, and the prior weight a of the target class. */
export interface LargePair extends DenoiserPair {
  readonly cond: EvidenceDenoiser;
  readonly uncond: EvidenceDenoiser;
  readonly targetWeight: number;
}

/**
 * The target class's denoiser and the mixture's, and the target's share a of the weights. As in `pairOf`, the mixture's sums run in the order of the
 * class names, so that the order in which they were written changes no bit.
 *
 * @throws BadInput when the target is no class of the world
 */
export function denoiserPairOf({ classes }: LargeWorld, target: string): LargePair {
  const aim = classes.find(({ name }) => name === target);
  if (!aim) throw new BadInput("target", `one of ${classes.map(({ name }) => name).join(", ")}`, target);
  const sorted = [...classes].sort((a, b) => (a.name < b.name ? -1 : 1));
  let total = 0;
  for (const { weight } of sorted) total += weight;
  return { cond: aim.denoiser, uncond: mixtureDenoiser(sorted), targetWeight: aim.weight / total };
}

/** The same world entry by entry, for sizes where K^L numbers per class fit. */
export function toTable({ alphabet, length, classes }: LargeWorld): ClassMixture {
  return { alphabet, length, classes: classes.map(({ name, weight, denoiser }) => ({ name, weight, law: tableOf(denoiser) })) };
}

/**
 * A mixture of laws as a denoiser: p(x_i = v|S) = Σ_k π_k(S) p_k(x_i = v|S), π_k(S) ∝ a_k p_k(S) from each law's evidence.
 *
 * A conditional costs one of each law; classes that S rules out are not asked.
 *
 * @param parts laws of one alphabet and length with weights > 0 in any proportion; at least one
 */
export function mixtureDenoiser(parts: readonly { readonly weight: number; readonly denoiser: EvidenceDenoiser }[]): EvidenceDenoiser {
  const { alphabet, length } = parts[0].denoiser;
  let total = 0;
  for (const { weight } of parts) total += weight;
  const logWeights = Float64Array.from(parts, ({ weight }) => Math.log(weight / total));
  return {
    alphabet,
    length,
    open: () =>
      open(
        alphabet,
        logWeights,
        parts.map(({ denoiser }) => denoiser.open()),
      ),
  };
}

function open(alphabet: number, logWeights: Float64Array, readings: readonly EvidenceReading[]): EvidenceReading {
  const logPosterior = new Float64Array(readings.length);
  const row = new Float64Array(alphabet);
  let evidence = 0;
  let stale = true;
  const settle = (): void => {
    if (!stale) return;
    for (let k = 0; k < readings.length; k++) logPosterior[k] = logWeights[k] + readings[k].logEvidence();
    evidence = logNormalise(logPosterior, 0, readings.length);
    stale = false;
  };
  const each = (change: (reading: EvidenceReading) => void): void => {
    stale = true;
    for (const reading of readings) change(reading);
  };
  return {
    reveal: (site, token) => each((reading) => reading.reveal(site, token)),
    mask: (site) => each((reading) => reading.mask(site)),
    logEvidence: () => {
      settle();
      return evidence;
    },
    logConditional: (site, out, offset) => {
      settle();
      out.fill(-Infinity, offset, offset + alphabet);
      for (let k = 0; k < readings.length; k++) {
        if (logPosterior[k] === -Infinity) continue;
        readings[k].logConditional(site, row, 0);
        for (let v = 0; v < alphabet; v++) out[offset + v] = logAdd(out[offset + v], logPosterior[k] + row[v]);
      }
    },
  };
}

/** log(e^a + e^b), nats. */
function logAdd(a: number, b: number): number {
  const larger = Math.max(a, b);
  return larger === -Infinity ? larger : larger + Math.log1p(Math.exp(Math.min(a, b) - larger));
}
