/** @file What painting does to a draft: each returns a new one. Cells are indices, row-major with site 0 slowest. */
import type { DraftPart, TokenDraft } from "./draft.ts";

/** Largest alphabet that is painted. */
export const MOST_TOKENS = 64;

function withPart(draft: TokenDraft, k: number, change: (part: DraftPart) => DraftPart): TokenDraft {
  return { ...draft, parts: draft.parts.map((part, j) => (j === k ? change(part) : part)) };
}

/** Cells of one class set to a weight; 0 erases. */
export function painted(draft: TokenDraft, k: number, cells: readonly number[], weight: number): TokenDraft {
  return withPart(draft, k, (part) => {
    const next = part.cells.slice();
    for (const cell of cells) next[cell] = weight;
    return { ...part, cells: next };
  });
}

/** A class without mass. */
export function cleared(draft: TokenDraft, k: number): TokenDraft {
  return withPart(draft, k, (part) => ({ ...part, cells: new Float64Array(part.cells.length) }));
}

/** `site` turns its tokens round; `swap` exchanges two sites; `all` turns every site, the point reflection. */
export type Mirror = { readonly kind: "site"; readonly site: number } | { readonly kind: "swap" } | { readonly kind: "all" };

/** A class reflected. Twice is the class again. */
export function mirrored(draft: TokenDraft, k: number, mirror: Mirror): TokenDraft {
  const { alphabet, length } = draft;
  return withPart(draft, k, (part) => ({
    ...part,
    cells: part.cells.map((_, cell) => part.cells[cellAt(reflected(tokensAt(cell, alphabet, length), alphabet, mirror), alphabet)] ?? 0),
  }));
}

function reflected(tokens: readonly number[], alphabet: number, mirror: Mirror): readonly number[] {
  if (mirror.kind === "swap") return tokens.toReversed();
  return tokens.map((token, site) => (mirror.kind === "all" || mirror.site === site ? alphabet - 1 - token : token));
}

/** Tokens of a cell, site 0 first. */
export function tokensAt(cell: number, alphabet: number, length: number): readonly number[] {
  return Array.from({ length }, (_, site) => Math.floor(cell / alphabet ** (length - 1 - site)) % alphabet);
}

export function cellAt(tokens: readonly number[], alphabet: number): number {
  return tokens.reduce((cell, token) => cell * alphabet + token, 0);
}

/** Another alphabet: cells whose tokens are in both keep their weights. */
export function withAlphabet(draft: TokenDraft, alphabet: number): TokenDraft {
  const { length } = draft;
  return {
    ...draft,
    alphabet,
    parts: draft.parts.map((part) => ({
      ...part,
      cells: new Float64Array(alphabet ** length).map((_, cell) => {
        const tokens = tokensAt(cell, alphabet, length);
        return tokens.every((token) => token < draft.alphabet) ? (part.cells[cellAt(tokens, draft.alphabet)] ?? 0) : 0;
      }),
    })),
  };
}

/** One site or two: from two to one the law of the first site, from one to two the same law on both, independently. */
export function withLength(draft: TokenDraft, length: 1 | 2): TokenDraft {
  const { alphabet } = draft;
  if (length === draft.length) return draft;
  const changed = (cells: Float64Array): Float64Array =>
    length === 1
      ? new Float64Array(alphabet).map((_, x) =>
          cells.subarray(x * alphabet, (x + 1) * alphabet).reduce((total, value) => total + value, 0),
        )
      : new Float64Array(alphabet ** 2).map((_, cell) => (cells[Math.floor(cell / alphabet)] ?? 0) * (cells[cell % alphabet] ?? 0));
  return { ...draft, length, parts: draft.parts.map((part) => ({ ...part, cells: changed(part.cells) })) };
}

/** One class more, painted where no other is, or everywhere where there is no such place. */
export function withClass(draft: TokenDraft): TokenDraft {
  const names = new Set(draft.parts.map(({ name }) => name));
  let number = draft.parts.length + 1;
  while (names.has(`z${number}`)) number++;
  const size = draft.alphabet ** draft.length;
  const free = new Float64Array(size).map((_, cell) => (draft.parts.every(({ cells }) => cells[cell] === 0) ? 1 : 0));
  const cells = free.some((value) => value > 0) ? free : new Float64Array(size).fill(1);
  return { ...draft, parts: [...draft.parts, { name: `z${number}`, weight: 1, cells }] };
}

export function withoutClass(draft: TokenDraft, k: number): TokenDraft {
  return { ...draft, parts: draft.parts.filter((_, j) => j !== k) };
}

export function renamed(draft: TokenDraft, k: number, name: string): TokenDraft {
  return withPart(draft, k, (part) => ({ ...part, name }));
}

export function weighted(draft: TokenDraft, k: number, weight: number): TokenDraft {
  return withPart(draft, k, (part) => ({ ...part, weight }));
}

/** Cells on the straight way between two, both included: what a fast drag passes over. Of one or two sites. */
export function cellsBetween(from: number, to: number, alphabet: number, length: number): readonly number[] {
  const [a, b] = [tokensAt(from, alphabet, length), tokensAt(to, alphabet, length)];
  const steps = Math.max(...a.map((token, site) => Math.abs((b[site] ?? 0) - token)));
  const at = (share: number): number =>
    cellAt(
      a.map((token, site) => Math.round(token + share * ((b[site] ?? 0) - token))),
      alphabet,
    );
  return Array.from({ length: steps + 1 }, (_, step) => at(steps === 0 ? 0 : step / steps));
}
