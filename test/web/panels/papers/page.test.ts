import { describe, expect, it } from "vitest";
import type { ClaimRecord } from "../../../../src/papers/claim.ts";
import { numberRows } from "../../../../src/web/panels/papers/numbers.ts";
import { claimTakeaway } from "../../../../src/web/panels/papers/takeaway.ts";
import { MARKS, summary } from "../../../../src/web/panels/papers/ticks.ts";
import { againstRecord, readVerdict, SIGNS, VERDICTS } from "../../../../src/web/panels/papers/verdictWords.ts";

describe("a claim's page", () => {
  it("shows each number beside what was expected of it", () => {
    const rows = numberRows({
      computed: { tv: [0.1, 0.25], free: 3, odd: [1], far: [Infinity, 2] },
      expected: { tv: [0.1, 0.2], odd: [1, 2], far: [Infinity, 2.5], missing: 1 },
    });
    expect(rows.map(({ name }) => name)).toEqual(["tv", "free", "odd", "far", "missing"]);
    expect(rows[0]).toMatchObject({ computed: "0.1, 0.25", expected: "0.1, 0.2" });
    expect(rows[0]?.apart).toBeCloseTo(0.05, 12);
    expect(rows[1]).toEqual({ name: "free", computed: "3", expected: "", apart: null });
    expect(rows[2]?.apart).toBeNaN();
    expect(rows[3]?.apart).toBe(0.5);
    expect(rows[4]).toEqual({ name: "missing", computed: "", expected: "1", apart: null });
  });

  it("cuts long lists, and says how long they are", () => {
    const [row] = numberRows({ computed: { all: Array.from({ length: 9 }, (_, k) => k) }, expected: {} });
    expect(row?.computed).toBe("0, 1, 2, 3, 4, 5, 6, 7, … (9 numbers)");
    const [eight] = numberRows({ computed: { all: Array.from({ length: 8 }, (_, k) => k) }, expected: {} });
    expect(eight?.computed).toBe("0, 1, 2, 3, 4, 5, 6, 7");
  });

  it("says of each hypothesis by sign and word how it stands, and of all in one sentence", () => {
    expect([true, false, null].map((met) => MARKS[String(met) as keyof typeof MARKS].word)).toEqual(["met", "not met", "open"]);
    const of = (...met: readonly (boolean | null)[]) => summary(met.map((one) => ({ met: one })));
    expect(of(true, true)).toBe("The claim speaks of this setting: all hypotheses are met.");
    expect(of(true, null, false)).toBe("The claim says nothing of this setting: 1 of 3 hypotheses are not met.");
    expect(of(true, null)).toBe("As far as it can be told the claim speaks of this setting; 1 of 2 hypotheses are left open.");
  });

  it("reads verdicts, and sets the one of now against the recorded one", () => {
    for (const verdict of VERDICTS) {
      expect(readVerdict(verdict)).toBe(verdict);
      expect(SIGNS[verdict]).not.toBe("");
    }
    expect([readVerdict("perhaps"), readVerdict(undefined)]).toEqual([null, null]);
    expect(againstRecord("holds", "holds")).toBe("as recorded");
    expect(againstRecord("holds", "fails here")).toBe("recorded: fails here");
    expect(againstRecord("holds", null)).toBe("no verdict is recorded");
  });

  it("is carried away with its figures, its numbers by name and its command", () => {
    const record = { id: "D9", figures: [], computed: { "law / p_c": [1, 2], n: 3 }, expected: { n: 4 }, method: "exact" };
    const { arrays, command, method } = claimTakeaway(record as unknown as ClaimRecord);
    expect(Object.keys(arrays)).toEqual(["computed: law over p_c", "computed: n", "expected: n"]);
    expect(arrays["computed: law over p_c"]).toEqual({ shape: [2], data: Float64Array.of(1, 2) });
    expect([command, method]).toEqual(["reproduce D9 --quick", "exact"]);
  });
});
