import type { Denoiser, Reading } from "./denoiser.ts";

/** A denoiser of one law that is known well enough to say how probable the revealed sites are; what a mixture of laws needs. */
export interface EvidenceDenoiser extends Denoiser {
  readonly open: () => EvidenceReading;
}

export interface EvidenceReading extends Reading {
  /** log of the probability that the revealed sites are as they are, nats; 0 with all sites masked, −∞ where impossible. */
  readonly logEvidence: () => number;
}
