import { describe, expect, it } from "vitest";
import { parseExperiment } from "../../../src/studies/parse.ts";
import { readNumbers } from "../../../src/web/forms/readNumbers.ts";
import { refusal } from "../../../src/web/forms/refusal.ts";
import { ruleRemedies } from "../../../src/web/forms/ruleRemedies.ts";
import { settingsFault } from "../../../src/web/forms/settingsFault.ts";
import { experimentOf } from "./experiments.ts";

describe("settings that parse but cannot run", () => {
  it.each([
    ["masked", { sampler: { kind: "euler", steps: 0 } }, "sampler.steps must be an integer of at least 1, got 0"],
    ["masked", { sampler: { kind: "euler", steps: 1e9 } }, "sampler.steps must be at most 100000 in the lab, got 1000000000"],
    ["masked", { sampler: { kind: "euler", grid: [1, 1] } }, "sampler.grid[1] must be at least 0 and below the entry before it (1), got 1"],
    [
      "masked",
      { sampler: { kind: "ancestral", steps: 3 } },
      "sampler.kind must be one that takes the rule rates (ancestral takes tokens only)",
    ],
    [
      "masked",
      { sampler: { kind: "order", order: "random", perStep: 3 } },
      "sampler.perStep must be an integer from 1 to the number of sites (2), got 3",
    ],
    ["masked", { sampler: { kind: "theta-rk2", steps: 3, theta: 1 } }, "sampler.theta must be above 0 and below 1, got 1"],
    ["masked", { sampler: { kind: "maskgit", steps: 2.5 } }, "sampler.steps must be an integer of at least 1, got 2.5"],
    [
      "masked",
      { sampler: { kind: "remdm", steps: 3, remasking: { kind: "cap", eta: 0.1 } } },
      "sampler.kind must be one that takes the rule rates",
    ],
    [
      "masked",
      { sampler: { kind: "first-hitting" }, guidance: { rule: "rates", w: { kind: "ramp-up", w: 2 } } },
      "guidance.w must be constant",
    ],
    [
      "masked",
      { guidance: { rule: "rates", w: { kind: "interval", w: 2, from: 0.2, to: 0.8 } } },
      "guidance.w.to must be below guidance.w.from (0.2), got 0.8",
    ],
    [
      "masked",
      { process: { kind: "uniform" }, guidance: { rule: "tokens", w: 1 } },
      "guidance.rule must be rates for process.kind uniform",
    ],
    ["masked", { process: { kind: "uniform" }, guidance: { rule: "rates", w: { kind: "ramp-up", w: 2 } } }, "guidance.w must be constant"],
    [
      "masked",
      { process: { kind: "uniform" }, sampler: { kind: "tweedie", steps: 3 } },
      "sampler.kind must be exact, euler or posterior-cfg",
    ],
    ["masked", { process: { kind: "uniform" }, sampler: { kind: "euler", steps: 3, fill: "left" } }, "sampler.fill must be left out"],
    [
      "masked",
      { process: { kind: "uniform" }, sampler: { kind: "euler", steps: 0 } },
      "sampler.steps must be an integer of at least 1, got 0",
    ],
    [
      "continuous",
      { guidance: { rule: "cfg", w: { kind: "interval", in: "u", w: 2, from: 0, to: 1 } } },
      "guidance.w.in must be t or log-snr",
    ],
    ["continuous", { guidance: { rule: "cfg++", w: -0.5 } }, "guidance.rule must be a rule with a limit in continuous time"],
    ["continuous", { guidance: { rule: "cfg++", w: 1 }, sampler: { kind: "ddim", steps: 3 } }, "guidance.w must be from -1 to 0 for cfg++"],
    ["continuous", { sampler: { kind: "ddim", steps: 3, eta: 2 } }, "sampler.eta must be from 0 to 1, got 2"],
    [
      "continuous",
      { process: { kind: "flow" }, sampler: { kind: "exponential", steps: 3 } },
      "sampler.kind must be ddpm or a sampler of the flow",
    ],
    ["continuous", { process: { kind: "vp", schedule: "ddpm", steps: 1e9 } }, "process.steps must be at most 100000 in the lab"],
    ["continuous", { guidance: { rule: "power-law", w: 1, alpha: -0.5 }, process: { kind: "flow" } }, "guidance.alpha must be at least 0"],
  ] as const)("%s %j", (half, sections, text) => {
    const fault = settingsFault(parseExperiment(experimentOf(half, sections)));
    expect(fault?.text.slice(0, text.length)).toBe(text);
    expect(fault?.field).toBe(text.split(" must be ")[0]);
  });

  it("may do under another rule, which is named", () => {
    const remedies = (kind: string, rule: string): readonly string[] =>
      ruleRemedies(parseExperiment(experimentOf("masked", { sampler: { kind, steps: 3 }, guidance: { rule, w: 1 } })));
    expect(remedies("ancestral", "rates")).toEqual(["tokens"]);
    expect(remedies("frozen-rate", "tokens")).toEqual(["rates"]);
    expect(remedies("euler", "tokens")).toEqual(["rates"]);
    expect(ruleRemedies(parseExperiment(experimentOf("continuous")))).toEqual([]);
  });
});

describe("a change of an experiment", () => {
  const file = experimentOf("masked", { sampler: { kind: "euler", steps: 4 } });

  it("is refused where the changed field itself is at fault, by the schema or by what runs", () => {
    expect(refusal(file, { sampler: { kind: "euler", steps: -1 } }, "sampler.steps")).toBe(
      "sampler.steps must be an integer of at least 1, got -1",
    );
    expect(refusal(file, { sampler: { kind: "euler", steps: Number.NaN } }, "sampler.steps")).toMatch(/^sampler\.steps must be /);
    expect(refusal(file, { sampler: { kind: "euler", grid: [0.5, 0] } }, "sampler.grid")).toMatch(/^sampler\.grid\[0\] must be 1/);
    const w = { kind: "interval", w: 2, from: 0.2, to: 0.8 };
    expect(refusal(file, { guidance: { rule: "rates", w } }, "guidance.w")).toMatch(/^guidance\.w\.to must be below/);
  });

  it("is taken where nothing is wrong, or something else was", () => {
    expect(refusal(file, { sampler: { kind: "euler", steps: 9 } }, "sampler.steps")).toBeNull();
    expect(refusal(file, { sampler: undefined }, "sampler")).toBeNull();
    const elsewhere = experimentOf("masked", { sampler: { kind: "ancestral", steps: 4 } });
    expect(refusal(elsewhere, { sampler: { kind: "ancestral", steps: 5 } }, "sampler.steps")).toBeNull();
  });
});

describe("numbers in a text", () => {
  it("are separated by commas, semicolons or space", () => {
    expect(readNumbers(" 1, 0.5;0.1\n0 ")).toEqual([1, 0.5, 0.1, 0]);
  });

  it("that are none are named", () => {
    expect(readNumbers("1, x")).toBe("“x” is no number");
    expect(readNumbers("1, Infinity")).toBe("“Infinity” is no number");
    expect(readNumbers(" , ")).toBe("numbers are needed, separated by commas");
  });
});
