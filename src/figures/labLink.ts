/** @file Links from a report to the web lab. */
import { labFragment } from "../studies/labFragment.ts";

/** Where `guidelab serve` serves the lab when nothing else is asked for. */
export const LAB_ADDRESS = "http://127.0.0.1:4173/";

/** Characters of a fragment up to which there is a link: longer addresses are cut by some browsers and mail programs. */
const LONGEST = 30_000;

/** The address that opens an experiment in the lab, or null when it would be too long. */
export function labLink(experiment: Readonly<Record<string, unknown>>): string | null {
  const fragment = labFragment(experiment);
  return fragment.length > LONGEST ? null : `${LAB_ADDRESS}#${fragment}`;
}
