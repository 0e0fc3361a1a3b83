import { describe, expect, it } from "vitest";
import { rememberToured, startsUnasked } from "../../../src/web/tour/toured.ts";

const storage = () => {
  const kept = new Map<string, string>();
  return { getItem: (key: string) => kept.get(key) ?? null, setItem: (key: string, value: string) => void kept.set(key, value) };
};
const denied = (): never => {
  throw new Error("storage is denied");
};

describe("whether the tour starts by itself", () => {
  it("does on a first visit, and not on the second", () => {
    const kept = storage();
    expect(startsUnasked("", () => kept)).toBe(true);
    expect(startsUnasked("#", () => kept)).toBe(true);
    rememberToured(() => kept);
    expect(kept.getItem("guidelab.toured")).toBe("yes");
    expect(startsUnasked("", () => kept)).toBe(false);
  });

  it("does not for a link with a state", () => {
    expect(startsUnasked("#guidance=1", storage)).toBe(false);
  });

  it("does not where storage is denied, which breaks nothing", () => {
    expect(startsUnasked("", denied)).toBe(false);
    expect(() => rememberToured(denied)).not.toThrow();
    const full = { ...storage(), setItem: denied };
    expect(() => rememberToured(() => full)).not.toThrow();
  });
});
