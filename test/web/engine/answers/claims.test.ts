import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { type Claim, evaluate } from "../../../../src/papers/claim.ts";
import { CLAIMS } from "../../../../src/papers/claims.ts";
import { answer as claim } from "../../../../src/web/engine/answers/claim.ts";
import { answer as claims } from "../../../../src/web/engine/answers/claims.ts";
import { answer as hypotheses } from "../../../../src/web/engine/answers/hypotheses.ts";
import { DEFAULT_STATE } from "../../../../src/web/state/labState.ts";
import { faultOf } from "../../../../src/web/state/link.ts";

const claimNamed = (name: string): Claim => CLAIMS.find(({ id }) => id === name) ?? expect.fail(`no claim ${name}`);
const silent = { progress: () => {} };

describe("answers about claims", () => {
  it("lists every claim with its recorded verdict, and can be sent to the page", async () => {
    const recorded = JSON.parse(readFileSync("verdicts.json", "utf8"));
    const list = structuredClone(await claims({}, silent));
    expect(list.map(({ id }) => id)).toEqual(CLAIMS.map(({ id }) => id));
    for (const { id, recorded: verdict, paperTitle, seconds } of list) {
      expect(verdict).toBe(recorded[id]);
      expect(paperTitle).not.toBe("");
      expect(seconds).toBeGreaterThan(0);
    }
  });

  it("computes a claim, tells how far it is, and can be sent to the page", async () => {
    const told: number[] = [];
    const record = structuredClone(await claim({ id: "D9" }, { progress: (share) => void told.push(share) }));
    const { seconds, ...found } = record;
    expect(seconds).toBeGreaterThan(0);
    // What `reproduce` has, to the last digit: verdict, numbers, figures, and a counter-example that opens in the lab.
    expect(found).toEqual(evaluate(claimNamed("D9"), "quick"));
    expect(found.verdict).toBe(JSON.parse(readFileSync("verdicts.json", "utf8")).D9);
    expect(faultOf(found.counterExample?.experiment ?? {})).toBeNull();
    expect(told.length).toBeGreaterThan(1);
    expect(told.every((share) => share >= 0 && share <= 1)).toBe(true);
  });

  it("refuses a claim that there is not, by its id", () => {
    expect(() => claim({ id: "D99" }, silent)).toThrow(/claim must be one of D1, .*, got "D99"/);
  });

  it("ticks hypotheses for the experiment as a person writes it", async () => {
    const found = await hypotheses({ id: "D4", experiment: DEFAULT_STATE.experiment }, silent);
    expect(found.every(({ met }) => met === true)).toBe(true);
    expect(found[0]).toEqual({ text: "two sites", met: true, why: "2 sites" });
  });
});
