import { describe, expect, it } from "vitest";
import { keepTheme, keptTheme, THEMES } from "../../../src/web/header/theme.ts";

const storage = (entries: readonly (readonly [string, string])[] = []) => {
  const kept = new Map<string, string>(entries);
  return {
    getItem: (key: string) => kept.get(key) ?? null,
    setItem: (key: string, value: string) => void kept.set(key, value),
    removeItem: (key: string) => void kept.delete(key),
  };
};
const denied = (): never => {
  throw new Error("storage is denied");
};

describe("the theme", () => {
  it("is the system's until one is chosen, and is kept", () => {
    const kept = storage();
    expect(keptTheme(() => kept)).toBe("system");
    for (const theme of THEMES) {
      keepTheme(theme, () => kept);
      expect(keptTheme(() => kept)).toBe(theme);
    }
    keepTheme("dark", () => kept);
    expect(kept.getItem("guidelab.theme")).toBe("dark");
    keepTheme("system", () => kept);
    expect(kept.getItem("guidelab.theme")).toBeNull();
  });

  it("is the system's for a kept one that is none, and where storage is denied", () => {
    expect(keptTheme(() => storage([["guidelab.theme", "purple"]]))).toBe("system");
    expect(keptTheme(denied)).toBe("system");
    expect(() => keepTheme("dark", denied)).not.toThrow();
  });
});
