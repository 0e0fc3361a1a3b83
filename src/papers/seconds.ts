/** @file Seconds that each claim took on one core (Zen 4, Node 20) when last recorded: what `reproduce` expects a run to take. */
import type { Depth } from "./claim.ts";

export const SECONDS: Readonly<Record<string, Readonly<Record<Depth, number>>>> = {
  D1: { quick: 0.1, full: 0.1 },
  D2: { quick: 0.1, full: 0.1 },
  D3: { quick: 0.3, full: 0.3 },
  D4: { quick: 0.1, full: 0.1 },
  D5: { quick: 0.1, full: 0.1 },
  D6: { quick: 0.2, full: 0.4 },
  D7: { quick: 0.3, full: 0.3 },
  D8: { quick: 0.1, full: 0.1 },
  D9: { quick: 0.5, full: 4 },
  D11: { quick: 0.1, full: 0.3 },
  N1: { quick: 0.1, full: 0.2 },
  N2: { quick: 0.5, full: 2 },
  N3: { quick: 0.2, full: 0.6 },
  N4: { quick: 0.7, full: 13 },
  X1: { quick: 0.1, full: 0.3 },
  X2: { quick: 0.1, full: 0.3 },
  X3: { quick: 0.5, full: 17 },
  X4: { quick: 0.7, full: 50 },
};
