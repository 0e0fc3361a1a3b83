/** @file The lab's state while it runs: read by the panels, edited through `edit`, kept in the address. */

import type { Experiment } from "../../studies/experiment.ts";
import { parseExperiment } from "../../studies/parse.ts";
import { began, edited, redone, settled, undone } from "./history.ts";
import type { ExperimentFile, LabState, LabView } from "./labState.ts";
import { decodeLink, encodeLink } from "./link.ts";

export interface Lab {
  /** As a person would write the file. */
  readonly experiment: ExperimentFile;
  /** With its defaults filled in. */
  readonly parsed: Experiment;
  readonly view: LabView;
  readonly canUndo: boolean;
  readonly canRedo: boolean;
  /** Messages to the reader, newest last. */
  readonly notices: readonly string[];
  /**
   * Replaces fields of the experiment; undefined removes one.
   *
   * @param kind edits of one kind in one go are one step back, e.g. a slider's
   * @returns what is wrong, in which case nothing changes; null when it was taken
   */
  readonly edit: (fields: ExperimentFile, kind?: string) => string | null;
  readonly look: (fields: Partial<LabView>, kind?: string) => void;
  /** Looks without a step back: for what follows from a picture, such as its scale. In the address from the next step on. */
  readonly keep: (fields: Partial<LabView>) => void;
  readonly open: (experiment: ExperimentFile) => string | null;
  /** Shows the state of another fragment, one step on; what of it could not be used becomes notices. */
  readonly arrive: (fragment: string) => void;
  readonly undo: () => void;
  readonly redo: () => void;
  readonly note: (text: string) => void;
  readonly dismiss: (text: string) => void;
}

/** What the lab needs of the page. */
export interface Address {
  readonly read: () => string;
  /** Replaces the fragment without a new entry of the browser's history. */
  readonly write: (fragment: string) => void;
}

/** Milliseconds after which a pause ends a slider's step. */
const PAUSE = 800;
/** Milliseconds between two writings of the address: browsers allow few, and each takes time. */
const BETWEEN = 250;

export function createLab(address: Address): Lab {
  const opened = decodeLink(address.read());
  let history = $state.raw(began<LabState>(opened.state));
  let notices = $state.raw<readonly string[]>(opened.notices);
  let pause: ReturnType<typeof setTimeout> | undefined;
  let writing: ReturnType<typeof setTimeout> | undefined;
  const parsed = $derived(parseExperiment(history.present.experiment));

  const written = (): void => {
    if (writing !== undefined) return;
    writing = setTimeout(() => {
      writing = undefined;
      address.write(encodeLink(history.present));
    }, BETWEEN);
  };
  const take = (next: LabState, kind: string | null): void => {
    history = edited(history, next, kind);
    clearTimeout(pause);
    pause = setTimeout(() => {
      history = settled(history);
    }, PAUSE);
    written();
  };
  const step = (move: typeof undone): void => {
    history = move(history);
    written();
  };
  const tried = (experiment: ExperimentFile, view: LabView, kind: string | null): string | null => {
    try {
      parseExperiment(experiment);
    } catch (error) {
      return error instanceof Error ? error.message : String(error);
    }
    take({ experiment, view }, kind);
    return null;
  };

  return {
    get experiment() {
      return history.present.experiment;
    },
    get parsed() {
      return parsed;
    },
    get view() {
      return history.present.view;
    },
    get canUndo() {
      return history.past.length > 0;
    },
    get canRedo() {
      return history.future.length > 0;
    },
    get notices() {
      return notices;
    },
    edit: (fields, kind) => {
      const { experiment, view } = history.present;
      const merged = Object.fromEntries(Object.entries({ ...experiment, ...fields }).filter(([, value]) => value !== undefined));
      return tried(merged, view, kind ?? null);
    },
    look: (fields, kind) => take({ ...history.present, view: { ...history.present.view, ...fields } }, kind ?? null),
    keep: (fields) => {
      const { experiment, view } = history.present;
      history = { ...history, present: { experiment, view: { ...view, ...fields } } };
    },
    open: (experiment) => tried({ ...experiment }, { ...history.present.view, axes: [0, 1], cut: [], duel: null }, null),
    arrive: (fragment) => {
      if (fragment.replace(/^#/, "") === encodeLink(history.present)) return;
      const { state, notices: told } = decodeLink(fragment);
      notices = told;
      take(state, null);
    },
    undo: () => step(undone),
    redo: () => step(redone),
    note: (text) => {
      notices = [...notices.filter((other) => other !== text), text];
    },
    dismiss: (text) => {
      notices = notices.filter((other) => other !== text);
    },
  };
}
