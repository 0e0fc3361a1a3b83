import type { EvidenceDenoiser } from "./evidence.ts";

/** A denoiser's law entry by entry, from its evidence with every site revealed; shape [K^L], row-major, sums to 1 within rounding. */
export function tableOf(denoiser: EvidenceDenoiser): Float64Array {
  const { alphabet, length } = denoiser;
  const reading = denoiser.open();
  const law = new Float64Array(alphabet ** length);
  const descend = (site: number, first: number): void => {
    if (site === length) {
      law[first] = Math.exp(reading.logEvidence());
      return;
    }
    for (let token = 0; token < alphabet; token++) {
      reading.reveal(site, token);
      descend(site + 1, first * alphabet + token);
      reading.mask(site);
    }
  };
  descend(0, 0);
  return law;
}
