/** Whether the world or setting on screen meets a hypothesis, and what that was told from. */
export interface Finding {
  /** Null where it cannot be told without computing the claim, or where it is no matter of one world. */
  readonly met: boolean | null;
  /** In words, for a reader. */
  readonly why: string;
}

export function finding(met: boolean | null, why: string): Finding {
  return { met, why };
}

/** All of several: not met where one is not, open where one is open, else met. */
export function together(findings: readonly Finding[]): Finding {
  const decisive = findings.find(({ met }) => met === false) ?? findings.find(({ met }) => met === null);
  return decisive ?? finding(true, findings.map(({ why }) => why).join("; "));
}
