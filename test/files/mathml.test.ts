import { JSDOM } from "jsdom";
import { describe, expect, it } from "vitest";
import { mathProse } from "../../src/files/mathml.ts";
import { CLAIMS } from "../../src/papers/claims.ts";

const parsed = (text: string) => new JSDOM(mathProse(text)).window.document.body;

describe("mathProse", () => {
  it("sets TeX between dollar signs as MathML, by hand", () => {
    const [square] = parsed("so $x^2$ it is").querySelectorAll("math");
    expect(parsed("so $x^2$ it is").textContent).toBe("so x2 it is");
    expect(square.localName).toBe("math");
    expect(square.querySelector("msup > mi")?.textContent).toBe("x");
    expect(square.querySelector("mstyle")?.getAttribute("displaystyle")).toBe("true");
  });

  it("keeps a sign on the line of the formula before it", () => {
    const pieces = [...parsed("$a$, $b$; and $c$ (or $d$).").querySelectorAll(".math")].map(({ textContent }) => textContent);
    expect(pieces).toEqual(["a,", "b;", "c", "d"]);
    expect(parsed("$a$, $b$; and $c$ (or $d$).").textContent).toBe("a, b; and c (or d).");
    expect(parsed(". $a$").textContent).toBe(". a");
  });

  it("escapes the words, and needs no font, style, script or request", () => {
    const html = mathProse("a < b & <script> $\\frac{1}{2}$");
    expect(html.startsWith('a &lt; b &amp; &lt;script&gt; <span class="math"><math')).toBe(true);
    expect(html).not.toMatch(/<(script|style|link|img|annotation|semantics)|url\(|katex/);
  });

  it.each([
    ["a dollar sign without its other", "it costs $5", 'mathProse: dollar signs must come in pairs, got "it costs $5"'],
    ["an unknown command", "$\\nothing x$", /nothing/],
    ["a brace that is left open", "$\\frac{1}{2$", /end of input/],
    ["a letter that is no TeX", "$é$", /strict mode/],
  ])("refuses %s", (_, text, message) => {
    expect(() => mathProse(text)).toThrow(message);
  });

  it.each(CLAIMS.map(({ id, tex }) => [id, tex] as const))("sets the formula of %s", (_, tex) => {
    const body = parsed(tex);
    expect(body.querySelectorAll("math").length).toBe((tex.split("$").length - 1) / 2);
    expect(body.querySelector("merror")).toBeNull();
  });
});
