import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { multinomial } from "../../src/random/multinomial.ts";
import { stream } from "../../src/random/stream.ts";
import { compareFrequencies, drawsFor } from "../../testing/l1Radius.ts";

const risk = 1e-9;
const law = [0, 0.5, 0, 0.2, 0.3, 0];

describe("multinomial", () => {
  it("counts n draws, leaves impossible cells at 0 and consumes n uniforms, whatever the scale of the law", () => {
    fc.assert(
      fc.property(fc.array(fc.nat({ max: 5 }), { minLength: 1, maxLength: 12 }), fc.nat({ max: 40 }), fc.nat(), (masses, n, seed) => {
        fc.pre(masses.some((mass) => mass > 0));
        let used = 0;
        const rng = stream(seed, "multinomial");
        const counts = multinomial(n, masses, () => {
          used++;
          return rng();
        });
        expect(used).toBe(n);
        expect(counts.reduce((a, b) => a + b, 0)).toBe(n);
        expect(masses.every((mass, x) => mass > 0 || counts[x] === 0)).toBe(true);
      }),
    );
  });

  it("inverts the distribution function: u = 0 is the first possible cell, u just below 1 the last", () => {
    expect([...multinomial(1, law, () => 0)]).toEqual([0, 1, 0, 0, 0, 0]);
    expect([...multinomial(1, law, () => 1 - 2 ** -53)]).toEqual([0, 0, 0, 0, 1, 0]);
    expect([...multinomial(1, law, () => 0.6)]).toEqual([0, 0, 0, 1, 0, 0]);
  });

  const n = drawsFor(0.05, law.length, risk, risk);
  it(`draws from its law (n = ${n}: an L1 error of 0.05 cannot pass)`, () => {
    expect(compareFrequencies(multinomial(n, law, stream(0, "multinomial law")), law, risk)).toMatchObject({ ok: true });
  });

  it("and that check rejects 0.47, 0.23 in place of 0.5, 0.2 (negative control)", () => {
    const planted = [0, 0.47, 0, 0.23, 0.3, 0];
    expect(compareFrequencies(multinomial(n, planted, stream(0, "multinomial planted")), law, risk)).toMatchObject({ ok: false });
  });
});
