import { describe, expect, it } from "vitest";
import { buildFingerprint } from "../../src/files/buildFingerprint.ts";

describe("buildFingerprint", () => {
  it("is the same for the same build, in hexadecimal", () => {
    expect(buildFingerprint()).toMatch(/^[0-9a-f]{64}$/);
    expect(buildFingerprint()).toBe(buildFingerprint());
  });
});
