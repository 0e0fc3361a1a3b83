import { describe, expect, it } from "vitest";
import { stateHash } from "../../../src/worlds/masked/stateHash.ts";
import { everyState } from "./readings.ts";

const hashOf = (state: readonly number[], alphabet: number, order: readonly number[]): string => {
  const hash = stateHash();
  for (const site of order) if (state[site] !== alphabet) hash.toggle(site, state[site]);
  return hash.words.join();
};

describe("stateHash", () => {
  it("depends on the state, not on the order of its reveals", () => {
    expect(hashOf([2, 0, 1], 3, [2, 0, 1])).toBe(hashOf([2, 0, 1], 3, [0, 1, 2]));
  });

  it("forgets a site that is masked again", () => {
    const hash = stateHash();
    hash.toggle(5, 1);
    hash.toggle(2, 7);
    hash.toggle(5, 1);
    expect(hash.words.join()).toBe(hashOf([9, 9, 7], 9, [2]));
    hash.toggle(2, 7);
    expect([...hash.words]).toEqual([0, 0]);
  });

  it("tells all 6^5 states of five sites and five tokens apart, in either word alone", () => {
    const states = everyState(5, 5);
    const hashes = states.map((state) => hashOf(state, 5, [0, 1, 2, 3, 4]));
    expect(new Set(hashes).size).toBe(states.length);
    expect(new Set(hashes.map((text) => text.split(",")[0])).size).toBe(states.length);
    expect(new Set(hashes.map((text) => text.split(",")[1])).size).toBe(states.length);
  });

  it("gives the same token another word at another site", () => {
    expect(hashOf([1, 9], 9, [0])).not.toBe(hashOf([9, 1], 9, [1]));
  });
});
