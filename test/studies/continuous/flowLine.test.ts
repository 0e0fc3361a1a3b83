import { describe, expect, it } from "vitest";
import { continuousRun } from "../../../src/studies/continuous/continuousRun.ts";
import { lineLaws } from "../../../src/studies/continuous/lineRecord.ts";
import { expectClose } from "../../../testing/close.ts";
import { lent } from "../given.ts";
import { FLOW_REFERENCES, LEVELS } from "./flowReferences.ts";
import { onSpace } from "./onSpace.ts";

describe("the law of the flow on the line agrees with an independent integration", () => {
  it.each(FLOW_REFERENCES)("$name: cdf, mean, variance, and the error it states", ({ experiment, x, mean, variance, allowed }) => {
    const given = onSpace(experiment);
    const { law } = lineLaws(given, continuousRun(given, lent()));
    const errors = x.map((at, k) => Math.abs(law.cdf(at) - LEVELS[k]));
    expect(Math.max(...errors)).toBeLessThan(allowed);
    expect(Math.max(...errors)).toBeLessThanOrEqual(law.error);
    expect(law.error).toBeLessThan(allowed);
    expectClose(
      LEVELS.map((level) => law.cdf(law.quantile(level))),
      LEVELS,
      { absolute: 1e-9 },
    );
    expectClose(law.mean, mean, { absolute: 2e-6 });
    expectClose(law.variance, variance, { absolute: 5e-6 });
  });
});
