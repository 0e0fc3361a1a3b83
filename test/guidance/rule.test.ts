import { expect, it } from "vitest";
import { RULES } from "../../src/guidance/rule.ts";

it("the rules are those of the contract, in its order", () => {
  expect(RULES).toEqual(["rates", "tokens", "oracle"]);
});
