import { expect, it } from "vitest";
import { documentTitle } from "../../../src/web/header/documentTitle.ts";
import { DEFAULT_STATE } from "../../../src/web/state/labState.ts";

it("the page's title names the world and the target, or the experiment where it has a name", () => {
  expect(documentTitle(DEFAULT_STATE.experiment)).toBe("Overlapping squares · z1 · guidelab");
  expect(documentTitle({ ...DEFAULT_STATE.experiment, name: "mine" })).toBe("mine · guidelab");
  expect(documentTitle({ ...DEFAULT_STATE.experiment, name: "" })).toBe("Overlapping squares · z1 · guidelab");
  const pair = { kind: "table", alphabet: 2, length: 1, conditional: [1, 0], unconditional: [0.5, 0.5] };
  expect(documentTitle({ world: pair })).toBe("a table of class laws, an explicit pair · guidelab");
});
