/** @file The error budget as stored and shown, whatever the world. */

/** One arrow of the chain: how far two neighbouring laws are apart. */
export interface BudgetStage {
  readonly from: string;
  readonly to: string;
  /** Total variation. */
  readonly tv: number;
  /** 95 % interval where an end was sampled. */
  readonly interval: readonly [number, number] | null;
  readonly method: string;
}

export interface BudgetRecord {
  readonly stages: readonly BudgetStage[];
  /** TV from the first law to the last: not the sum of the stages, which are successive comparisons. */
  readonly total: BudgetStage;
  /** Samples drawn where a law was sampled. */
  readonly n: number;
  /** How near particles with the exact weights come to the wanted law, where asked for. */
  readonly particles?: readonly ParticleStage[];
}

/** Feynman-Kac particles: mean TV to the tilted law over independent runs. */
export interface ParticleStage {
  readonly particles: number;
  readonly tv: number;
  /** 95 % interval of the mean over the runs. */
  readonly interval: readonly [number, number];
  readonly method: string;
}
