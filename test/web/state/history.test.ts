import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { began, edited, redone, settled, undone } from "../../../src/web/state/history.ts";

const steps = fc.array(fc.record({ value: fc.nat(), kind: fc.constantFrom(null, "w", "u") }), { maxLength: 30 });

describe("undo and redo", () => {
  it("undoing every step and redoing it leads back to the same present", () => {
    fc.assert(
      fc.property(steps, (edits) => {
        let history = began<number>(-1);
        for (const { value, kind } of edits) history = edited(history, value, kind);
        const { present } = history;
        const depth = history.past.length;
        for (let k = 0; k < depth; k++) history = undone(history);
        expect(history.present).toBe(-1);
        for (let k = 0; k < depth; k++) history = redone(history);
        expect(history.present).toBe(present);
        expect(history.future).toEqual([]);
      }),
    );
  });

  it("edits of one kind in a row are one step, until the kind changes or is settled", () => {
    let history = began(0);
    for (const value of [1, 2, 3]) history = edited(history, value, "w");
    expect(undone(history).present).toBe(0);
    history = edited(settled(history), 4, "w");
    expect(undone(history).present).toBe(3);
    history = edited(history, 5, "u");
    expect(undone(history).present).toBe(4);
    history = edited(edited(history, 6, null), 7, null);
    expect(undone(history).present).toBe(6);
  });

  it("an edit after undo forgets what was undone; the same value is no step", () => {
    const history = undone(edited(edited(began(0), 1, null), 2, null));
    expect(history.present).toBe(1);
    expect(redone(edited(history, 9, null)).present).toBe(9);
    expect(edited(history, history.present, null)).toBe(history);
  });

  it("does nothing at either end, and keeps two hundred steps", () => {
    let history = began(0);
    expect(undone(history).present).toBe(0);
    expect(redone(history).present).toBe(0);
    for (let k = 1; k <= 300; k++) history = edited(history, k, null);
    expect(history.past).toHaveLength(200);
    expect(history.past[0]).toBe(100);
  });
});
