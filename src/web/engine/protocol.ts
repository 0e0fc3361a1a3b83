/** @file What the page asks of its workers and what they answer. Everything crosses as structured clones. */

import type { ClaimRecord } from "../../papers/claim.ts";
import type { OnScreen } from "../../papers/onScreen.ts";
import type { BudgetRecord } from "../../studies/budgetRecord.ts";
import type { LawRecord } from "../../studies/law.ts";
import type { MeasureRecord } from "../../studies/measure.ts";
import type { ClaimEntry } from "../panels/papers/entry.ts";
import type { Drawn, SamplesQuestion, Views, ViewsQuestion } from "../panels/views/record.ts";
import type { ExperimentFile } from "../state/labState.ts";
import type { BudgetQuestion } from "./answers/budget.ts";
import type { ClaimQuestion } from "./answers/claim.ts";
import type { HypothesesQuestion } from "./answers/hypotheses.ts";
import type { LawQuestion } from "./answers/law.ts";
import type { MaskedMoment, MaskedMomentQuestion } from "./answers/maskedMoment.ts";
import type { StillMasked } from "./answers/stillMasked.ts";
import type { Way } from "./answers/way.ts";
import type { WorldAnswer, WorldsQuestion } from "./answers/worlds.ts";
import type { CurvesQuestion, CurvesRecord } from "./curves/record.ts";
import type { DuelQuestion, DuelRecord, PairsQuestion, PairsRecord } from "./duel/record.ts";

/** Questions by kind: what is asked, what is answered. Each kind has a file of its name in answers/. */
export interface Questions {
  readonly law: { readonly asked: LawQuestion; readonly answered: LawRecord };
  readonly measure: { readonly asked: { readonly experiment: ExperimentFile }; readonly answered: MeasureRecord };
  readonly views: { readonly asked: ViewsQuestion; readonly answered: Views };
  readonly samples: { readonly asked: SamplesQuestion; readonly answered: Drawn };
  readonly curves: { readonly asked: CurvesQuestion; readonly answered: CurvesRecord };
  readonly duel: { readonly asked: DuelQuestion; readonly answered: DuelRecord };
  readonly pairs: { readonly asked: PairsQuestion; readonly answered: PairsRecord };
  readonly budget: { readonly asked: BudgetQuestion; readonly answered: BudgetRecord };
  readonly maskedMoment: { readonly asked: MaskedMomentQuestion; readonly answered: MaskedMoment };
  readonly stillMasked: { readonly asked: { readonly experiment: ExperimentFile }; readonly answered: StillMasked };
  readonly way: { readonly asked: { readonly experiment: ExperimentFile }; readonly answered: Way };
  readonly claims: { readonly asked: Record<string, never>; readonly answered: readonly ClaimEntry[] };
  readonly claim: { readonly asked: ClaimQuestion; readonly answered: ClaimRecord };
  readonly hypotheses: { readonly asked: HypothesesQuestion; readonly answered: readonly OnScreen[] };
  readonly worlds: { readonly asked: WorldsQuestion; readonly answered: readonly WorldAnswer[] };
}

export type Kind = keyof Questions;
export type Asked<K extends Kind> = Questions[K]["asked"];
export type Answered<K extends Kind> = Questions[K]["answered"];

/** Told by long work. */
export interface Telling<A> {
  /** Share done, 0 to 1; with what is known so far, where that can be shown. */
  readonly progress: (share: number, partial?: A) => void;
}

export type Answer<K extends Kind> = (asked: Asked<K>, telling: Telling<Answered<K>>) => Answered<K> | Promise<Answered<K>>;

export interface Request<K extends Kind = Kind> {
  readonly id: number;
  readonly kind: K;
  readonly asked: Asked<K>;
}

export type Reply =
  | { readonly id: number; readonly type: "progress"; readonly share: number; readonly partial?: unknown }
  | { readonly id: number; readonly type: "done"; readonly answered: unknown }
  /** `foreseen`: bad input, whose message is for the reader; else a fault of ours. */
  | { readonly id: number; readonly type: "failed"; readonly message: string; readonly foreseen: boolean };
