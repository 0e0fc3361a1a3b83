/** @file The guided tour: what it points at, in order, and what it says there of the world that the lab starts with. */

export interface TourStep {
  /** Id of the panel before which the tour stands. */
  readonly panel: string;
  /** What of the panel is marked. */
  readonly part: "panel" | "tools";
  readonly title: string;
  readonly text: string;
}

const at = (panel: string, title: string, text: string, part: TourStep["part"] = "panel"): TourStep => ({ panel, part, title, text });

export const STEPS: readonly TourStep[] = [
  at(
    "world",
    "A world",
    "The lab starts with two classes, each uniform on a square of tokens, that share one corner; z1 is the class asked for. Any other world can be chosen or painted here.",
  ),
  at(
    "views",
    "What was wanted",
    "The tilted law: the conditional law times how much more likely the class makes each state, to the power w. This is what guidance is said to sample.",
  ),
  at(
    "views",
    "What comes out, and why it differs",
    "The exact law of the guided sampler. Where the lab starts, the row and the column of the shared corner lose mass that they should keep: how fast a site is revealed depends on what is shown already. The last picture is the signed difference.",
  ),
  at(
    "guidance",
    "The weight w",
    "Slide w: 0 is the conditional law, more is more guidance. All pictures follow at once, on a scale that stays.",
  ),
  at("dynamics", "On the way", "From noise to data: which sites are still masked, and how the law takes shape. Play it or drag the time."),
  at("curves", "Against w", "Distances, entropy, covariance and more for every w. A click sets w."),
  at(
    "budget",
    "The budget",
    "From what was wanted to what is drawn, law by law: how much of the distance is guidance itself, how much the sampler's steps.",
  ),
  at(
    "views",
    "Take it away",
    "Each panel exports its figures, its data, the experiment and the command that repeats it. The link in the address holds everything that is on screen.",
    "tools",
  ),
];

/** A step is one of the tour's, or null when it is over. */
export type Place = number | null;

export type Move = "next" | "back" | "skip";

/** Where a move leads. Past the last step the tour is over; before the first it stays. */
export function moved(place: Place, move: Move, count = STEPS.length): Place {
  if (place === null || move === "skip") return null;
  if (move === "back") return Math.max(0, place - 1);
  return place + 1 < count ? place + 1 : null;
}

/** What a key does in the tour; null for others. */
export function moveOf(key: string): Move | null {
  if (key === "ArrowRight") return "next";
  if (key === "ArrowLeft") return "back";
  return key === "Escape" ? "skip" : null;
}
