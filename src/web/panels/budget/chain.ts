/** @file The budget's chain as it is drawn and told: bars on one scale, and which stage is the largest. */
import type { BudgetRecord, BudgetStage } from "../../../studies/budgetRecord.ts";

/** What the distances of a chain are: W1 where some stage has no total variation. */
export type ChainMeasure = "TV" | "W1";

export interface ChainBar {
  readonly from: string;
  readonly to: string;
  /** NaN where it is not known. */
  readonly value: number;
  /** 95 % interval, where an end was sampled. */
  readonly interval: readonly [number, number] | null;
  readonly method: string;
  /** What makes the difference between the two laws, in words. */
  readonly cause: string;
}

export interface Chain {
  readonly measure: ChainMeasure;
  readonly bars: readonly ChainBar[];
  readonly total: ChainBar;
  /** End of the scale: the largest value or end of an interval; > 0. */
  readonly most: number;
}

export function chainOf({ stages, total }: BudgetRecord): Chain {
  const measure: ChainMeasure = [...stages, total].some(({ tv }) => tv === null) ? "W1" : "TV";
  const bars = stages.map((stage) => barOf(stage, measure));
  const whole = barOf(total, measure);
  const values = [...bars, whole].flatMap(({ value, interval }) => [value, ...(interval ?? [])]).filter(Number.isFinite);
  return { measure, bars, total: whole, most: Math.max(0, ...values) || 1 };
}

function barOf({ from, to, tv, w1, interval, method }: BudgetStage, measure: ChainMeasure): ChainBar {
  const value = (measure === "TV" ? tv : w1) ?? Number.NaN;
  return { from, to, value, interval, method, cause: causeOf(to) };
}

/** What comes in on the way to a law of the chain. */
function causeOf(to: string): string {
  if (to === "samples") return "the finite number of samples";
  if (to === "law with score error") return "the score error";
  if (to === "law of the sampler") return "the sampler's steps";
  if (to.startsWith("law at ")) return `the precision of the draws (${to.slice(7)})`;
  return "guidance itself";
}

/** One sentence that names the largest stage; empty for a chain without one. */
export function verdict({ measure, bars }: Chain): string {
  const known = bars.filter(({ value }) => Number.isFinite(value)).sort((a, b) => b.value - a.value);
  const [first, second] = known;
  if (!first) return "";
  if (first.value === 0) return "All laws of the chain agree.";
  const share = first.value / known.reduce((sum, { value }) => sum + value, 0);
  const size = share >= 0.5 ? "Most of the distance comes" : "The largest part of the distance comes";
  const rest = second ? `, not from ${second.cause}` : "";
  const noise = first.to === "samples" ? " More samples would shrink it as 1/√n." : "";
  const near = second && share < 0.5 && second.value > 0.8 * first.value;
  if (near) return `${capital(first.cause)} and ${second.cause} cost about as much (${measure}).${noise}`;
  return `${size} from ${first.cause}${rest}.${noise}`;
}

const capital = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1);
