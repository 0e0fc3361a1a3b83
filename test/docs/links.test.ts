import { existsSync } from "node:fs";
import { dirname, join } from "node:path";
import { describe, expect, it } from "vitest";
import { repository } from "../cli/program.ts";
import { anchors, page, pages, prose } from "./pages.ts";

describe("the pages", () => {
  it("are found: the front page, its neighbours, theory, decisions, examples", () => {
    for (const path of [
      "README.md",
      "CONTRIBUTING.md",
      "CHANGELOG.md",
      join("docs", "theory", "masked.md"),
      join("docs", "theory", "continuous.md"),
      join("examples", "README.md"),
    ]) {
      expect(pages).toContain(path);
    }
    expect(pages.length).toBeGreaterThan(20);
  });

  it("anchors are made as GitHub makes them", () => {
    expect(anchors("# Law at a *clock*, `u`\n\n## 1. P(still masked)?\n")).toEqual(["law-at-a-clock-u", "1-pstill-masked"]);
  });
});

describe.each(pages)("%s", (path) => {
  const text = prose(page(path));

  it("links only to files, folders and headings that are there", () => {
    const targets = [...text.matchAll(/\]\(([^)\s]+)\)/g)].map(([, target]) => target);
    const broken = targets.filter((target) => {
      if (/^https?:/.test(target)) return false;
      const [file, anchor] = target.split("#");
      const place = file === "" ? path : join(dirname(path), file);
      return !existsSync(join(repository, place)) || (anchor !== undefined && !anchors(page(place)).includes(anchor));
    });
    expect(broken).toEqual([]);
  });

  it("names only paths that are there", () => {
    const named = [...text.matchAll(/`((?:src|test|testing|docs|examples|scripts|bench|schema)\/[^`\s<>…*{}]*)`/g)].map(([, name]) => name);
    expect(named.filter((name) => !existsSync(join(repository, name)))).toEqual([]);
  });
});
