/**
 * @file TeX → MathML, by KaTeX: markup that browsers set by themselves, so that a page with formulas needs no font, style sheet or script.
 */
import katex from "katex";
import { escapeHtml } from "../figures/html.ts";

/**
 * Prose with TeX between dollar signs as HTML: each formula a `<math>` in display style, the words between them escaped.
 *
 * @throws Error for TeX that KaTeX does not know or finds odd, and for a dollar sign without its other
 */
export function mathProse(text: string): string {
  const parts = text.split("$");
  if (parts.length % 2 === 0) throw new Error(`mathProse: dollar signs must come in pairs, got ${JSON.stringify(text)}`);
  return parts
    .map((part, i) => (i % 2 === 0 ? escapeHtml(withoutSign(part, i)) : together(part, SIGN.exec(parts[i + 1] ?? "")?.[0] ?? "")))
    .join("");
}

/** A sign that stays on its formula's line. */
const SIGN = /^[,;:.]/;

/** A text between formulas, less the sign that its formula before it has. */
const withoutSign = (text: string, place: number): string => (place === 0 ? text : text.replace(SIGN, ""));

const together = (tex: string, sign: string): string => `<span class="math">${mathml(tex)}${sign}</span>`;

/** The `<math>` alone: without KaTeX's wrapper, and without the TeX that it keeps as an annotation, which readers and searches would meet twice. */
function mathml(tex: string): string {
  const rendered = katex.renderToString(`\\displaystyle ${tex}`, { output: "mathml", throwOnError: true, strict: "error", trust: false });
  const found = /<math[^>]*>.*<\/math>/s.exec(rendered)?.[0];
  if (found === undefined) throw new Error(`mathProse: KaTeX must give MathML, got ${JSON.stringify(rendered)}`);
  return found.replace(/<annotation.*?<\/annotation>/gs, "").replace(/<\/?semantics>/g, "");
}
