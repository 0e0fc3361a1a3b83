import { describe, expect, it } from "vitest";
import { tableDenoiser } from "../../../src/masked/tableDenoiser.ts";
import { tempered } from "../../../src/worlds/masked/tempered.ts";
import { expectClose } from "../../../testing/close.ts";
import { conditionalAt, logConditionalAt } from "./readings.ts";

const table = tableDenoiser({ alphabet: 3, length: 1, law: [0.2, 0, 0.8] });

describe("tempered", () => {
  it("at T = ½ squares, by hand: (1, 0, 16)/17; at T = 2 takes roots: (1, 0, 2)/3", () => {
    expectClose(conditionalAt(tempered(table, 0.5), [3], 0), [1 / 17, 0, 16 / 17], { relative: 1e-14 });
    expectClose(conditionalAt(tempered(table, 2), [3], 0), [1 / 3, 0, 2 / 3], { relative: 1e-14 });
  });

  it("at T = 1 is the denoiser itself", () => {
    expect(tempered(table, 1)).toBe(table);
  });

  it("stays a law at T = 1e-300 (the largest token) and at T = 1e300 (uniform on the possible ones)", () => {
    expectClose(conditionalAt(tempered(table, 1e-300), [3], 0), [0, 0, 1], {});
    expectClose(conditionalAt(tempered(table, 1e300), [3], 0), [0.5, 0, 0.5], { relative: 1e-15 });
  });

  it("leaves an impossible state impossible", () => {
    const row = tableDenoiser({ alphabet: 2, length: 2, law: [0.5, 0.5, 0, 0] });
    expect([...logConditionalAt(tempered(row, 3), [1, 2], 1)]).toEqual([-Infinity, -Infinity]);
  });

  it.each([0, -1, Infinity, Number.NaN])("refuses a temperature of %d", (temperature) => {
    expect(() => tempered(table, temperature)).toThrow(`tempered: temperature must be a finite number above 0, got ${temperature}`);
  });
});
