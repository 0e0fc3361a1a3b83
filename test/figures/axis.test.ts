import { describe, expect, it } from "vitest";
import { drawnAxis, valueAxis } from "../../src/figures/axis.ts";

describe("drawnAxis", () => {
  it("keeps the label of a linear and of a log axis as the data give it", () => {
    expect(drawnAxis({ label: "w (0 conditional)", scale: "linear" }, [0, 1], 5).label).toBe("w (0 conditional)");
    expect(drawnAxis({ label: "TV(law, tilted)", scale: "log" }, [0.1, 1], 5).label).toBe("TV(law, tilted)");
  });

  it("says on a log-log axis what is drawn", () => {
    expect(drawnAxis({ label: "TV", scale: "log-log" }, [0.1, 0.2], 5).label).toBe("TV; drawn as −log10 of the value on a log scale");
  });

  it("cannot place null, NaN, infinities, nor what a logarithm does not take", () => {
    for (const scale of ["linear", "log", "log-log"] as const) {
      const { position } = drawnAxis({ label: "", scale }, [0.1, 0.5], 5);
      for (const value of [null, Number.NaN, Number.POSITIVE_INFINITY]) expect(position(value), `${scale} ${value}`).toBeNaN();
    }
    expect(drawnAxis({ label: "", scale: "log" }, [], 5).position(0)).toBeNaN();
    for (const value of [0, 1, 2]) expect(drawnAxis({ label: "", scale: "log-log" }, [], 5).position(value)).toBeNaN();
  });

  it("log-log makes a double exponential exp(−e^{cw}) a straight falling line", () => {
    const { position } = drawnAxis({ label: "", scale: "log-log" }, [], 5);
    const at = [0, 1, 2, 3, 4].map((w) => position(Math.exp(-Math.exp(0.7 * w))));
    const steps = at.slice(1).map((p, i) => p - at[i]);
    for (const step of steps) expect(step).toBeCloseTo(-0.7 * Math.LOG10E, 12);
  });

  it.each([
    ["linear", [0, 1], ["0", "0.2", "0.4", "0.6", "0.8", "1"]],
    ["linear", [-1, 16], ["0", "5", "10", "15"]],
    ["linear", [0.0001, 0.0005], ["0", "0.0001", "0.0002", "0.0003", "0.0004", "0.0005"]],
    ["log", [1, 1000], ["1", "10", "100", "1000"]],
    ["log", [1e-16, 1], ["10⁻¹⁵", "10⁻¹²", "10⁻⁹", "10⁻⁶", "10⁻³", "1"]],
    ["log", [0.03, 0.6], ["0.05", "0.1", "0.2", "0.5"]],
    ["log", [100, 110], ["100", "102", "104", "106", "108", "110"]],
    ["log-log", [1e-30, 0.4], ["10⁻¹", "10⁻²", "10⁻⁵", "10⁻¹⁰", "10⁻²⁰"]],
    ["log-log", [1e-150, 0.9995], ["0.999", "0.99", "0.9", "0.5", "10⁻¹", "10⁻¹⁰", "10⁻¹⁰⁰"]],
    ["log-log", [0.2, 0.25], ["0.2", "0.21", "0.22", "0.23", "0.24", "0.25"]],
    ["log-log", [1e-80, 1e-60], ["10⁻⁶⁰", "10⁻⁶⁵", "10⁻⁷⁰", "10⁻⁷⁵", "10⁻⁸⁰"]],
  ] as const)("%s axis over %j has ticks %j", (scale, values, texts) => {
    const { ticks, domain } = drawnAxis({ label: "", scale }, values, 6);
    expect(ticks.map(({ text }) => text)).toEqual(texts);
    for (const { at } of ticks) expect(at >= domain[0] - 1e-9 && at <= domain[1] + 1e-9).toBe(true);
  });

  it("runs from one given end to the other, also backwards, whatever the values", () => {
    const { domain, ticks } = drawnAxis({ label: "", scale: "linear", shown: [1.5, 0] }, [0, 40], 6);
    expect(domain).toEqual([1.5, 0]);
    expect(ticks.map(({ text }) => text)).toEqual(["0", "0.5", "1", "1.5"]);
    expect(drawnAxis({ label: "", scale: "log", shown: [1, 100] }, [3], 6).domain).toEqual([0, 2]);
  });

  it("has a frame for no values, for one value and for equal values", () => {
    for (const values of [[], [3], [2, 2], [0]]) {
      const { domain, ticks } = valueAxis("", values, 5);
      expect(domain[1]).toBeGreaterThan(domain[0]);
      expect(ticks.length).toBeGreaterThan(0);
    }
  });

  it("starts at zero where that costs less than half the frame", () => {
    expect(valueAxis("", [0.2, 1], 5).domain[0]).toBe(0);
    expect(valueAxis("", [0.8, 1], 5).domain[0]).toBeGreaterThan(0.7);
    expect(valueAxis("", [-3, -1], 5).domain[1]).toBe(0);
  });
});
