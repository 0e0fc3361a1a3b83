/** @file Drafts behind the worlds that were painted here: the weights as they were set, also after a step back. */
import { readWorld, type WorldFile } from "../described.ts";
import { draftOf, type TokenDraft } from "./draft.ts";

const KEPT = new WeakMap<object, TokenDraft>();

export function keepDraft(world: WorldFile, draft: TokenDraft): void {
  KEPT.set(world, draft);
}

/** The weights behind a table: as painted, else read from its laws; null for a world that is no table. */
export function draftBehind(world: WorldFile): TokenDraft | null {
  const kept = KEPT.get(world);
  if (kept) return kept;
  const described = readWorld(world);
  if (described?.half !== "tokens") return null;
  const draft = draftOf(described);
  KEPT.set(world, draft);
  return draft;
}
