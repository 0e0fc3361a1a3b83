/** @file The error budget as stored and shown, whatever the world. */

/** One arrow of the chain: how far two neighbouring laws are apart. */
export interface BudgetStage {
  readonly from: string;
  readonly to: string;
  /** Total variation; null between laws of R^d of which one is known by samples only. */
  readonly tv: number | null;
  /** Of laws of R^d: W1 on the line, sliced W1 in more dimensions (see `method`); null where an end has no samples and is not on the line. */
  readonly w1?: number | null;
  /** 95 % interval of `w1`, or of `tv` where there is no `w1`, when an end was sampled. */
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

/** Feynman-Kac particles: mean distance to the tilted law over independent runs. */
export interface ParticleStage {
  readonly particles: number;
  /** Total variation on tokens. */
  readonly tv?: number;
  /** W1 on the line. */
  readonly w1?: number;
  /** 95 % interval of the mean over the runs. */
  readonly interval: readonly [number, number];
  readonly method: string;
}

/** A budget of laws on tokens, where every distance is a total variation. */
export interface TokenBudgetRecord extends BudgetRecord {
  readonly stages: readonly TokenBudgetStage[];
  readonly total: TokenBudgetStage;
  readonly particles?: readonly TokenParticleStage[];
}

export interface TokenBudgetStage extends BudgetStage {
  readonly tv: number;
}

export interface TokenParticleStage extends ParticleStage {
  readonly tv: number;
}
