import { describe, expect, it, vi } from "vitest";
import { boardOn, CLOSED, claim, close, failure, markDone, markFailed, newBoard, post, waitForParts } from "../../src/kernels/board.ts";

describe("the board of a team", () => {
  it("hands out every part once, with the job's numbers, and then none", () => {
    const board = boardOn(newBoard());
    expect(claim(board)).toBeNull();
    for (const [job, args] of [
      [3, [1.5, -2]],
      [1, [7]],
    ] as const) {
      post(board, job, 3, args);
      const claims = [claim(board), claim(board), claim(board)];
      expect(claims.map((found) => found !== null && found !== "closed" && found.part).sort()).toEqual([0, 1, 2]);
      for (const found of claims) expect(found).toMatchObject({ job, args: expect.objectContaining({ 0: args[0] }) });
      expect(claim(board)).toBeNull();
      for (let part = 0; part < 3; part++) {
        expect(waitForParts(board, 3, 1)).toBe(false);
        markDone(board);
      }
      expect(waitForParts(board, 3, 1)).toBe(true);
    }
  });

  it("keeps a part of one job from whoever read the numbers of the one before", () => {
    const board = boardOn(newBoard());
    post(board, 0, 1, [1]);
    const seen = Atomics.load(board.ticket, 0);
    claim(board);
    markDone(board);
    post(board, 1, 1, [2]);
    // As many parts are left as then, but it is another ticket.
    expect(Atomics.compareExchange(board.ticket, 0, seen, seen - 1n)).not.toBe(seen);
    expect(claim(board)).toMatchObject({ job: 1, part: 0 });
  });

  it("gives a part to one of two who claim at the same time, and the other the next", () => {
    const board = boardOn(newBoard());
    post(board, 0, 2, []);
    const exchange = Atomics.compareExchange.bind(Atomics) as (...args: unknown[]) => unknown;
    let other: unknown = null;
    const between = vi.spyOn(Atomics, "compareExchange").mockImplementationOnce((...args: unknown[]) => {
      other = claim(board);
      return exchange(...args) as never;
    });
    expect(claim(board)).toMatchObject({ part: 0 });
    expect(other).toMatchObject({ part: 1 });
    between.mockRestore();
  });

  it("says what the first thread to fail said, shortened to what there is room for", () => {
    const board = boardOn(newBoard());
    post(board, 0, 2, []);
    expect(failure(board)).toBeNull();
    markFailed(board, 2, "no more");
    expect(waitForParts(board, 2, 1000)).toBe(false);
    expect(failure(board)).toBe("thread 2: no more");
    markFailed(board, 1, "é".repeat(1000));
    expect(failure(board)).toBe(`thread 2: ${"é".repeat(256)}`);
  });

  it("is closed for good", () => {
    const board = boardOn(newBoard());
    post(board, 0, 2, []);
    close(board);
    expect(Atomics.load(board.ticket, 0)).toBe(CLOSED);
    expect(claim(board)).toBe("closed");
  });
});
