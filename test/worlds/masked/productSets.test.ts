import { describe, expect, it } from "vitest";
import { productSetsWorld, uniformOnProduct } from "../../../src/worlds/masked/productSets.ts";

const world = (tokens: number[][], alphabet = 3) => productSetsWorld({ alphabet, length: 2, classes: { a: { weight: 0.5, tokens } } });

describe("productSetsWorld", () => {
  it("is uniform on the product of the sites' token sets: {0, 2} × {1}", () => {
    const { classes, alphabet, length } = world([[0, 2], [1]]);
    expect({ alphabet, length }).toEqual({ alphabet: 3, length: 2 });
    expect(classes).toEqual([{ name: "a", weight: 0.5, law: Float64Array.of(0, 0.5, 0, 0, 0, 0, 0, 0.5, 0) }]);
  });

  it("of three sites counts site 0 as the slowest", () => {
    const law = uniformOnProduct(2, [[1], [0, 1], [0]]);
    expect([...law]).toEqual([0, 0, 0, 0, 0.5, 0, 0.5, 0]);
  });

  it("does not depend on the order of the tokens", () => {
    expect(world([[2, 0], [1]])).toEqual(world([[0, 2], [1]]));
  });

  it.each([
    [[[0]], "world.classes.a.tokens must be a list with one entry per site (2), got 1"],
    [[[0], [1], [2]], "world.classes.a.tokens must be a list with one entry per site (2), got 3"],
    [[[0], []], "world.classes.a.tokens[1] must be a list of at least one token, got []"],
    [[[0], [0, 3]], "world.classes.a.tokens[1][1] must be a token from 0 to 2, got 3"],
    [[[-1], [0]], "world.classes.a.tokens[0][0] must be a token from 0 to 2, got -1"],
    [[[0.5], [0]], "world.classes.a.tokens[0][0] must be a token from 0 to 2, got 0.5"],
    [[[0, 1, 0], [0]], "world.classes.a.tokens[0] must be a list that names each token once, got [0, 1, 0]"],
  ])("refuses %j by name and value", (tokens, message) => {
    expect(() => world(tokens)).toThrow(message);
  });

  it("refuses a class weight of 0 by name and value", () => {
    expect(() => productSetsWorld({ alphabet: 2, length: 1, classes: { a: { weight: 0, tokens: [[0]] } } })).toThrow(
      "world.classes.a.weight must be a finite number above 0, got 0",
    );
  });
});
