/** @file Whether a visitor has had the tour. Storage may be denied: then it is offered again, and nothing breaks. */

/** What is needed of localStorage; reading it may throw. */
export type Keep = () => Pick<Storage, "getItem" | "setItem">;

const KEY = "guidelab.toured";

/**
 * Whether to start the tour unasked: on a first visit, but not for a link with a state, which somebody shared to show something.
 *
 * @param fragment of the address, with or without `#`
 */
export function startsUnasked(fragment: string, keep: Keep): boolean {
  if (fragment.replace(/^#/, "") !== "") return false;
  try {
    return keep().getItem(KEY) !== "yes";
  } catch {
    return false;
  }
}

export function rememberToured(keep: Keep): void {
  try {
    keep().setItem(KEY, "yes");
  } catch {
    // Not kept: a visitor who denies storage has the tour's button.
  }
}
