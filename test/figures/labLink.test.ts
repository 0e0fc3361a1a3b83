import { describe, expect, it } from "vitest";
import { LAB_ADDRESS, labLink } from "../../src/figures/labLink.ts";

describe("labLink", () => {
  it("is the lab's address with the experiment as its fragment", () => {
    expect(labLink({ seed: 3, target: "right" })).toBe(`${LAB_ADDRESS}#seed=3&target=%22right%22`);
    expect(new URL(LAB_ADDRESS).port).toBe("4173");
  });

  it("is null where the fragment has more than 30 000 characters", () => {
    const long = (letters: number) => labLink({ name: "a".repeat(letters) });
    // "name=", and %22 at either end.
    expect(long(30_000 - 11)).toHaveLength(LAB_ADDRESS.length + 1 + 30_000);
    expect(long(30_000 - 10)).toBeNull();
  });
});
