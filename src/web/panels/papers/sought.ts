/** @file Which claims the list shows, and which of them the keys lead to. */
import type { Sought } from "../../state/labState.ts";
import type { ClaimEntry } from "./entry.ts";

type Listed = Pick<ClaimEntry, "id" | "paper" | "paperTitle" | "title" | "statement" | "source" | "recorded">;

/** Claims that meet all of what is sought, in their order. Each word of the text must occur; case does not count. */
export function soughtClaims<C extends Listed>(claims: readonly C[], { paper, verdict, text }: Sought): readonly C[] {
  const words = text.toLowerCase().split(/\s+/).filter(Boolean);
  return claims.filter((claim) => {
    if (paper !== null && claim.paper !== paper) return false;
    if (verdict !== null && claim.recorded !== verdict) return false;
    const { id, title, statement, source, paperTitle } = claim;
    const all = `${id} ${title} ${statement} ${source} ${paperTitle} ${claim.paper}`.toLowerCase();
    return words.every((word) => all.includes(word));
  });
}

/** Papers of claims, each once, in their order. */
export function papersOf(claims: readonly Listed[]): readonly { readonly id: string; readonly title: string }[] {
  return [...new Map(claims.map(({ paper, paperTitle }) => [paper, { id: paper, title: paperTitle }])).values()];
}

/** Where a key leads in a list of so many; null for a key that leads nowhere. */
export function movedBy(key: string, at: number, count: number): number | null {
  if (count === 0) return null;
  const last = count - 1;
  const moves: Readonly<Record<string, number>> = {
    ArrowDown: at + 1,
    ArrowUp: at - 1,
    Home: 0,
    End: last,
    PageDown: at + 8,
    PageUp: at - 8,
  };
  const to = Object.hasOwn(moves, key) ? moves[key] : undefined;
  return to === undefined ? null : Math.min(Math.max(to, 0), last);
}
