import { once } from "node:events";
import { appendFileSync, mkdirSync, readdirSync, readlinkSync, symlinkSync, writeFileSync } from "node:fs";
import { connect } from "node:net";
import { join } from "node:path";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { put, scratch } from "./program.ts";
import { get, serving } from "./serving.ts";

const SECRET = "not to be read";

const cwd = scratch();
const [site, results] = [join(cwd, "site"), join(cwd, "results")];
for (const folder of [join(site, "assets"), join(site, ".git"), join(results, "data"), join(results, "assets"), join(cwd, "site-2")])
  mkdirSync(folder, { recursive: true });
put(site, "index.html", "<title>lab</title>");
put(site, "assets/main-Bx_0-aZ9.js", "export {};");
put(site, "assets/engine-0a1b2c3d.wasm", "wasm");
put(site, "assets/two.js", "export {};");
put(site, "assets/two-gaussians.js", "export {};");
put(site, "main-0a1b2c3d.js", "export {};");
put(site, ".env", SECRET);
put(site, ".git/config", SECRET);
put(cwd, "secret.txt", SECRET);
put(cwd, "site-2/index.html", SECRET);
put(results, "index.html", "<title>report</title>");
put(results, "claims.md", "# α");
put(results, "assets/table-0a1b2c3d.js", "");
put(results, "references.bib", "@misc{}");
put(results, "data/d 8, 100%.csv", "w\n1\n");
put(results, "samples.npz", "PK");
put(results, ".secret", SECRET);
// Names that a path can hold and that mean something else somewhere.
const odd = process.platform === "win32" ? [] : ["index.html?x", "index.html#x", "assets\\two.js", "two\nlines"];
for (const name of odd) put(site, name, SECRET);
const port = await serving({ site, results, host: "127.0.0.1" });
const none = { status: 404, body: "no such file\n" };

describe("what is served", () => {
  it.each([
    ["/", "text/html;charset=utf-8", "<title>lab</title>"],
    ["/?w=2", "text/html;charset=utf-8", "<title>lab</title>"],
    ["/index.html", "text/html;charset=utf-8", "<title>lab</title>"],
    ["/assets/main-Bx_0-aZ9.js", "text/javascript", "export {};"],
    ["/assets/engine-0a1b2c3d.wasm", "application/wasm", "wasm"],
    ["/results/", "text/html;charset=utf-8", "<title>report</title>"],
    ["/results/claims.md", "text/plain;charset=utf-8", "# α"],
    ["/results/references.bib", "text/plain;charset=utf-8", "@misc{}"],
    ["/results/data/d%208,%20100%25.csv", "text/csv;charset=utf-8", "w\n1\n"],
    ["/%72esults/samples.npz", "application/octet-stream", "PK"],
  ])("%s is %s", async (path, type, content) => {
    const { status, headers, body } = await get(port, path);
    expect({ status, type: headers["content-type"], body }).toEqual({ status: 200, type, body: content });
  });

  it("/results leads to /results/, so that the report's own links hold", async () => {
    const { status, headers } = await get(port, "/results");
    expect([status, headers.location]).toEqual([308, "/results/"]);
  });

  it.each(["/nothing", "/assets", "/assets/", "/results/data/", "/results/data", "/assets/two", "/results/index"])(
    "%s is nothing: no lists of folders, no endings guessed",
    async (path) => {
      expect(await get(port, path)).toMatchObject(none);
    },
  );

  it("says what is missing where there is no report yet, and serves the one that comes", async () => {
    const later = join(cwd, "later");
    const own = await serving({ site, results: later, host: "127.0.0.1" });
    expect(await get(own, "/results/")).toMatchObject({
      status: 404,
      body: "no report is stored here yet: guidelab reproduce writes one\n",
    });
    mkdirSync(later);
    put(later, "index.html", "new");
    expect(await get(own, "/results/")).toMatchObject({ status: 200, body: "new" });
    appendFileSync(join(later, "index.html"), "er");
    expect(await get(own, "/results/")).toMatchObject({ status: 200, body: "newer" });
  });
});

describe("what a browser may keep", () => {
  it("files named after their content for good, everything else only when asked again", async () => {
    const kept = async (path: string) => (await get(port, path)).headers["cache-control"];
    const forGood = "public, max-age=31536000, immutable";
    expect(await kept("/assets/main-Bx_0-aZ9.js")).toBe(forGood);
    expect(await kept("/assets/engine-0a1b2c3d.wasm")).toBe(forGood);
    const unnamed = ["/", "/assets/two.js", "/assets/two-gaussians.js", "/main-0a1b2c3d.js"];
    for (const path of [...unnamed, "/results/", "/results/claims.md", "/results/assets/table-0a1b2c3d.js"])
      expect(await kept(path), path).toBe("no-cache");
    for (const path of ["/nothing", "/assets/gone-0a1b2c3d.js", "/results"]) expect(await kept(path), path).toBe("no-store");
  });

  it("an unchanged file is not sent twice, a changed one is", async () => {
    writeFileSync(join(results, "changing.txt"), "one");
    const { etag } = (await get(port, "/results/changing.txt")).headers;
    expect(await get(port, "/results/changing.txt", `If-None-Match: ${etag}`)).toMatchObject({ status: 304, body: "" });
    writeFileSync(join(results, "changing.txt"), "three");
    expect(await get(port, "/results/changing.txt", `If-None-Match: ${etag}`)).toMatchObject({ status: 200, body: "three" });
  });
});

describe("nothing outside the folders is served", () => {
  const ways = [
    "..",
    "%2e%2e",
    "%2E.",
    ".%2e",
    "..%2f",
    "%2e%2e%2f",
    "..%5c",
    "..\\",
    "%252e%252e",
    "....//",
    "..;",
    "%c0%ae%c0%ae",
    "..%00",
  ];
  const targets = ["secret.txt", "site-2/index.html", "site/.env"];

  it.each(ways)("by %s", async (up) => {
    for (const from of ["", "/results", "/assets", "/results/data"]) {
      for (const target of targets) {
        for (const times of [1, 2, 3]) {
          const path = `${from}/${`${up}/`.repeat(times)}${target}`;
          expect(await get(port, path), path).toMatchObject(none);
        }
      }
    }
  });

  it.each([
    ["a way round through the folder itself", "/assets/../index.html"],
    ["an empty part", "//index.html"],
    ["an absolute path", `//${join(cwd, "secret.txt")}`],
    ["an end of text inside", "/index.html%00.js"],
    ["half a character", "/%ff"],
    ["half an escape", "/%"],
    ["a backslash", "/assets\\two.js"],
    ["a mark that would cut the name", "/index.html%3Fx"],
    ["another such mark", "/index.html%23x"],
    ["an encoded backslash", "/assets%5ctwo.js"],
    ["a line break", "/two%0alines"],
    ["a dotfile", "/.env"],
    ["an encoded dotfile", "/%2eenv"],
    ["a dot folder", "/.git/config"],
    ["a dotfile among the results", "/results/.secret"],
    ["a whole address", "http://localhost/index.html"],
    ["an asterisk", "*"],
  ])("%s is nothing", async (_, path) => {
    expect(await get(port, path)).toMatchObject(none);
  });

  it("not by any path made of such pieces", async () => {
    const piece = fc.constantFrom(
      ...ways,
      "/",
      "//",
      ".",
      "results",
      "assets",
      "%2f",
      "secret.txt",
      ".env",
      "site",
      "site-2",
      "index.html",
    );
    await fc.assert(
      fc.asyncProperty(fc.array(piece, { maxLength: 8 }), async (pieces) => {
        const { status, body } = await get(port, `/${pieces.join("")}`);
        expect(body).not.toContain(SECRET);
        expect([200, 308, 404]).toContain(status);
      }),
      { numRuns: 300 },
    );
  });
});

describe.skipIf(process.platform === "win32")("symbolic links", () => {
  symlinkSync(join(cwd, "secret.txt"), join(results, "out.txt"));
  symlinkSync(cwd, join(results, "up"));
  symlinkSync(join(cwd, "site-2"), join(site, "twin"));
  symlinkSync(join(results, ".secret"), join(results, "hidden.txt"));
  symlinkSync("loop", join(results, "loop"));
  symlinkSync(join(results, "claims.md"), join(results, "text.md"));
  symlinkSync(results, join(cwd, "door"));

  it.each(["/results/out.txt", "/results/up/secret.txt", "/twin/", "/results/hidden.txt", "/results/loop"])(
    "%s leads out of the folder, to a dotfile or nowhere, and is nothing",
    async (path) => {
      expect(await get(port, path)).toMatchObject(none);
    },
  );

  it("one that stays in the folder is followed, and the folder itself may be one", async () => {
    expect(await get(port, "/results/text.md")).toMatchObject({ status: 200, body: "# α" });
    const own = await serving({ site, results: join(cwd, "door"), host: "127.0.0.1" });
    expect(await get(own, "/results/claims.md")).toMatchObject({ status: 200, body: "# α" });
    expect(await get(own, "/results/out.txt")).toMatchObject(none);
  });
});

describe("a request that the file server would not survive", () => {
  it.each(["bytes=5-2", "bytes=0-1", "bytes=-1", "bytes=99-", "bytes"])("a range, %s, gets the whole file", async (range) => {
    expect(await get(port, "/", `Range: ${range}`)).toMatchObject({ status: 200, body: "<title>lab</title>" });
  });

  it.skipIf(process.platform !== "linux")("a file that cannot be read ends its own answer only", async () => {
    const own = await serving({ site, results: "/proc/self", host: "127.0.0.1" });
    expect((await get(own, "/results/mem")).body).toBe("");
    expect(await get(own, "/")).toMatchObject({ status: 200 });
  });

  it.skipIf(process.platform !== "linux")("a file that nobody reads to its end is closed", async () => {
    put(results, "large.txt", "x".repeat(20_000_000));
    const socket = connect(port, "127.0.0.1");
    socket.write("GET /results/large.txt HTTP/1.1\r\nHost: localhost\r\n\r\n");
    await once(socket, "readable");
    await expect.poll(openFiles).toContain(join(results, "large.txt"));
    socket.destroy();
    await expect.poll(openFiles).not.toContain(join(results, "large.txt"));
  });
});

/** Paths of the files that this process has open. */
function openFiles(): readonly string[] {
  return readdirSync("/proc/self/fd").flatMap((fd) => {
    try {
      return [readlinkSync(`/proc/self/fd/${fd}`)];
    } catch {
      return [];
    }
  });
}
