import { describe, expect, it } from "vitest";
import { reportPage } from "../../src/figures/report.ts";
import { put, scratch } from "./program.ts";
import { get, raw, serving } from "./serving.ts";

const cwd = scratch();
put(cwd, "index.html", "page");
put(cwd, "drawing.svg", "<svg xmlns='http://www.w3.org/2000/svg'/>");
const port = await serving({ site: cwd, results: cwd, host: "127.0.0.1" });

/** The directives of a page's policy. */
async function policy(path: string): Promise<Readonly<Record<string, string>>> {
  const { headers } = await get(port, path);
  const parts = (headers["content-security-policy"] ?? "").split("; ").map((part) => part.split(/ (.*)/));
  return Object.fromEntries(parts);
}

describe("the security headers", () => {
  it("are on every answer: files, unchanged files, redirections, refusals", async () => {
    const { etag } = (await get(port, "/")).headers;
    const answers = await Promise.all([
      get(port, "/"),
      get(port, "/drawing.svg"),
      get(port, "/results/"),
      get(port, "/", `If-None-Match: ${etag}`),
      get(port, "/results"),
      get(port, "/nothing"),
      get(port, "/%ff"),
      raw(port, "GET / HTTP/1.1", "Host: evil.example"),
      raw(port, "POST / HTTP/1.1", "Host: localhost", "Content-Length: 0"),
      raw(port, "HEAD / HTTP/1.1", "Host: localhost"),
    ]);
    expect(answers.map(({ status }) => status)).toEqual([200, 200, 200, 304, 308, 404, 404, 403, 405, 200]);
    for (const { headers } of answers) {
      expect(headers).toMatchObject({
        "content-security-policy": expect.stringMatching(/^default-src 'none'; .*frame-ancestors 'none'$/),
        "cross-origin-embedder-policy": "require-corp",
        "cross-origin-opener-policy": "same-origin",
        "cross-origin-resource-policy": "same-origin",
        "referrer-policy": "no-referrer",
        "x-content-type-options": "nosniff",
        "x-frame-options": "DENY",
      });
      expect(headers).not.toHaveProperty("access-control-allow-origin");
    }
  });

  it("let the lab run its own modules, workers and WebAssembly, and no text as script", async () => {
    expect(await policy("/")).toEqual({
      "default-src": "'none'",
      "script-src": "'self' 'wasm-unsafe-eval'",
      "worker-src": "'self'",
      "style-src": "'self' 'unsafe-inline'",
      "img-src": "'self' data: blob:",
      "font-src": "'self' data:",
      "connect-src": "'self'",
      "manifest-src": "'self'",
      "base-uri": "'none'",
      "form-action": "'none'",
      "frame-ancestors": "'none'",
    });
  });

  it("let a report be styled, and neither run a script nor reach any server but this one's pictures", async () => {
    expect(await policy("/results/")).toEqual({
      "default-src": "'none'",
      "style-src": "'unsafe-inline'",
      "img-src": "'self' data:",
      "font-src": "data:",
      "base-uri": "'none'",
      "form-action": "'none'",
      "frame-ancestors": "'none'",
    });
  });

  it("fit the report: it has styles, and no script, frame, form or foreign file", () => {
    const page = reportPage({
      title: "A report",
      generatedBy: "guidelab",
      depth: "quick",
      claims: [],
      papers: [],
      realData: [],
      svg: {},
      formulas: {},
      formats: [],
      commands: { report: "npx guidelab reproduce", claims: {}, experiments: {} },
    });
    expect(page).toContain("<style>");
    expect(page).not.toMatch(/<(script|iframe|object|embed|form|base|link|img)\b|\son\w+=|@import|url\(/i);
  });
});
