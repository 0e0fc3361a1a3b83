import { describe, expect, it } from "vitest";
import { noise } from "../../../src/masked/noise.ts";
import { drive, driveAsync, type Sample } from "../../../src/masked/sampling/drive.ts";
import { gillespie } from "../../../src/masked/sampling/gillespie.ts";
import type { Answer, Question, Sampler } from "../../../src/masked/sampling/protocol.ts";
import { remdm } from "../../../src/masked/sampling/remdm.ts";
import { stepSampler } from "../../../src/masked/sampling/stepSampler.ts";
import { timeGrid } from "../../../src/masked/steps/grid.ts";
import { stream } from "../../../src/random/stream.ts";
import type { Denoiser } from "../../../src/worlds/masked/denoiser.ts";
import type { DenoiserPair } from "../../../src/worlds/masked/denoiserPair.ts";
import { logConditionalAt } from "../../worlds/masked/readings.ts";
import { contrast, denoisers, processOf } from "./sampled.ts";

const steps = timeGrid({ steps: 4 }, noise({ schedule: "linear" }));
const samplers: readonly (readonly [string, Sampler])[] = [
  ["gillespie", gillespie(processOf(contrast, "rates", 3))],
  ["euler", stepSampler(processOf(contrast, "rates", 3), { kind: "euler", steps })],
  ["remdm", remdm(processOf(contrast, "tokens", 3), { remasking: { kind: "cap", eta: 0.5 }, steps })],
];
const pair = denoisers(contrast);

/** Each question answered by fresh readings: no state is followed. */
function answered(question: Question): Answer {
  const state = Array.from(question.state);
  const from = (denoiser: Denoiser) =>
    Float64Array.from(question.sites.flatMap((site) => Array.from(logConditionalAt(denoiser, state, site))));
  const none = new Float64Array(0);
  return { logCond: question.needs === "uncond" ? none : from(pair.cond), logUncond: question.needs === "cond" ? none : from(pair.uncond) };
}

async function all(samples: AsyncIterable<Sample>): Promise<Sample[]> {
  const out: Sample[] = [];
  for await (const sample of samples) out.push(sample);
  return out;
}

describe("drive", () => {
  it.each(samplers)("gives the same %s samples for every batch size, and for a share of them", (_, sampler) => {
    const whole = [...drive({ pair, sampler, seed: 3, count: 40 })];
    expect(whole.map(({ index }) => index)).toEqual(Array.from({ length: 40 }, (__, i) => i));
    for (const batch of [1, 7, 40, 1000]) expect([...drive({ pair, sampler, seed: 3, count: 40, batch })]).toEqual(whole);
    expect([...drive({ pair, sampler, seed: 3, first: 11, count: 8, batch: 3 })]).toEqual(whole.slice(11, 19));
    expect([...drive({ pair, sampler, seed: 4, count: 40 })]).not.toEqual(whole);
  });

  it.each(samplers)('runs %s sample i on stream(seed, "sample", i), answered as by fresh readings', (_, sampler) => {
    for (const sample of drive({ pair, sampler, seed: 3, count: 10 })) {
      const run = sampler(stream(3, "sample", sample.index));
      let step = run.next();
      let nfe = 0;
      while (step.done !== true) {
        nfe += step.value.needs === "both" ? 2 : 1;
        step = run.next(answered(step.value));
      }
      expect(sample).toEqual({ ...step.value, index: sample.index, nfe });
    }
  });

  it.each(samplers)("asynchronously gives the same %s samples, in any batch", async (_, sampler) => {
    const whole = [...drive({ pair, sampler, seed: 5, count: 20 })];
    const answer = async (questions: readonly Question[]): Promise<readonly Answer[]> => {
      await Promise.resolve();
      return questions.map(answered);
    };
    for (const batch of [1, 6, 64]) expect(await all(driveAsync({ answer, sampler, seed: 5, count: 20, batch }))).toEqual(whole);
  });

  it("puts the questions of a batch together: as many calls as the longest run has questions", async () => {
    const sizes: number[] = [];
    const answer = (questions: readonly Question[]): Promise<readonly Answer[]> => {
      sizes.push(questions.length);
      return Promise.resolve(questions.map(answered));
    };
    await all(driveAsync({ answer, sampler: samplers[0][1], seed: 5, count: 20, batch: 8 }));
    expect(sizes).toEqual([8, 8, 8, 8, 4, 4]);
  });

  it("yields samples as they come: nothing of a later batch is begun", () => {
    let begun = 0;
    const counted: Sampler = (rng) => {
      begun++;
      return samplers[0][1](rng);
    };
    const samples = drive({ pair, sampler: counted, seed: 0, count: 1e9, batch: 5 });
    expect(begun).toBe(0);
    samples.next();
    expect(begun).toBe(5);
    for (let k = 0; k < 5; k++) samples.next();
    expect(begun).toBe(10);
  });

  it("opens one reading per sample and law asked, and moves it by what changed", () => {
    const log: string[] = [];
    const watched = (name: string, denoiser: Denoiser): Denoiser => ({
      ...denoiser,
      open: () => {
        const reading = denoiser.open();
        log.push(`${name} open`);
        const move = (site: number, token: number): void => {
          log.push(`${name} reveal ${site}`);
          reading.reveal(site, token);
        };
        return { ...reading, reveal: move };
      },
    });
    const watchedPair: DenoiserPair = { cond: watched("c", pair.cond), uncond: watched("u", pair.uncond) };
    [...drive({ pair: watchedPair, sampler: gillespie(processOf(contrast, "rates", 0)), seed: 1, count: 1 })];
    expect(log).toEqual(["c open", expect.stringMatching(/^c reveal [01]$/)]);
  });

  it("passes a sampler's refusal on, and refuses counts and answers that do not fit", async () => {
    const sampler = samplers[0][1];
    expect(() => drive({ pair, sampler, seed: 0, count: -1 }).next()).toThrow("drive: count must be an integer of at least 0, got -1");
    expect(() => drive({ pair, sampler, seed: 0, count: 1, first: 0.5 }).next()).toThrow(
      "drive: first must be an integer of at least 0, got 0.5",
    );
    expect(() => drive({ pair, sampler, seed: 0, count: 1, batch: 0 }).next()).toThrow(
      "drive: batch must be an integer of at least 1, got 0",
    );
    const answer = () => Promise.resolve([]);
    await expect(driveAsync({ answer, sampler, seed: 0, count: 3 }).next()).rejects.toThrow(
      "driveAsync: answers must be one per question (3), got 0",
    );
  });
});
