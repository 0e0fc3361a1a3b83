/** @file The project's pages in Markdown, and what stands in them. */
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { repository } from "../cli/program.ts";

/** Paths from the repository's root. */
export const pages: readonly string[] = [
  ...inFolder("."),
  ...inFolder("docs"),
  ...inFolder(join("docs", "decisions")),
  ...inFolder(join("docs", "theory")),
  ...inFolder("examples"),
];

function inFolder(folder: string): readonly string[] {
  const names = readdirSync(join(repository, folder)).filter((name) => name.endsWith(".md"));
  return names.sort().map((name) => join(folder, name));
}

export function page(path: string): string {
  return readFileSync(join(repository, path), "utf8");
}

/** The code blocks of a page in one language. */
export function blocks(text: string, language: string): readonly string[] {
  return [...text.matchAll(/^```(\w*)\n([\s\S]*?)^```$/gm)].flatMap(([, name, code]) => (name === language ? [code] : []));
}

/** A page without its code: what links and names are looked for in. */
export function prose(text: string): string {
  return text.replaceAll(/^```[\s\S]*?^```$/gm, "");
}

/** The anchors of a page's headings, as GitHub makes them. */
export function anchors(text: string): readonly string[] {
  return [...prose(text).matchAll(/^#+ (.+)$/gm)].map(([, heading]) =>
    heading
      .toLowerCase()
      .replaceAll(/[^\p{L}\p{N}\- ]/gu, "")
      .replaceAll(" ", "-"),
  );
}
