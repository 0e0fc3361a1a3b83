/** @file What the page asks of its workers and what they answer. Everything crosses as structured clones. */

import type { BudgetRecord } from "../../studies/budgetRecord.ts";
import type { LawRecord } from "../../studies/law.ts";
import type { MeasureRecord } from "../../studies/measure.ts";
import type { ExperimentFile } from "../state/labState.ts";
import type { BudgetQuestion } from "./answers/budget.ts";
import type { LawQuestion } from "./answers/law.ts";

/** Questions by kind: what is asked, what is answered. Each kind has a file of its name in answers/. */
export interface Questions {
  readonly law: { readonly asked: LawQuestion; readonly answered: LawRecord };
  readonly measure: { readonly asked: { readonly experiment: ExperimentFile }; readonly answered: MeasureRecord };
  readonly budget: { readonly asked: BudgetQuestion; readonly answered: BudgetRecord };
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
