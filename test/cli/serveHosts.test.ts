import { describe, expect, it } from "vitest";
import { isLoopback, namesThisServer } from "../../src/cli/serving/hostHeader.ts";
import { put, scratch } from "./program.ts";
import { get, raw, serving } from "./serving.ts";

const cwd = scratch();
put(cwd, "index.html", "lab");
const port = await serving({ site: cwd, results: cwd, host: "127.0.0.1" });
const ask = (...hosts: readonly string[]) => raw(port, "GET / HTTP/1.1", ...hosts.map((host) => `Host: ${host}`));

describe("the Host header", () => {
  it.each(["localhost", "LocalHost", "127.0.0.1", "[::1]"])("%s is this server, with or without a port", async (name) => {
    for (const host of [name, `${name}:${port}`, `${name}:8080`]) expect(await ask(host), host).toMatchObject({ status: 200, body: "lab" });
  });

  it.each([
    "evil.example",
    "evil.example:4173",
    "localhost.evil.example",
    "127.0.0.1.evil.example",
    "evil.example#localhost",
    "localhost@evil.example",
    "localhost:4173@evil.example",
    "localhost evil.example",
    "localhost:",
    "localhost:port",
    "localhost:4173:4173",
    "localhost.",
    "::1",
    "[::1",
    "[localhost]",
    "192.168.1.7",
    "0.0.0.0",
    "",
  ])("%j is another, and nothing is served", async (host) => {
    expect(await ask(host)).toMatchObject({ status: 403, body: "the Host header must name this server\n" });
  });

  it("must be given once", async () => {
    expect((await raw(port, "GET / HTTP/1.0")).status).toBe(403);
    expect((await ask()).status).toBe(400);
    for (const hosts of [
      ["localhost", "evil.example"],
      ["evil.example", "localhost"],
    ]) {
      expect((await ask(...hosts)).status).not.toBe(200);
    }
  });

  it("may be the host that was given, or the number that the request came to, and no other", () => {
    expect(namesThisServer(["lab.example:4173"], "Lab.example", "10.0.0.5")).toBe(true);
    expect(namesThisServer(["10.0.0.5:4173"], "0.0.0.0", "::ffff:10.0.0.5")).toBe(true);
    expect(namesThisServer(["[fe80::7]:4173"], "::", "fe80::7")).toBe(true);
    expect(namesThisServer(["10.0.0.6:4173"], "0.0.0.0", "10.0.0.5")).toBe(false);
    expect(namesThisServer(["lab.example"], "0.0.0.0", "10.0.0.5")).toBe(false);
    expect(namesThisServer(["undefined"], "0.0.0.0", undefined)).toBe(false);
  });
});

describe("the method", () => {
  it.each(["POST", "PUT", "DELETE", "PATCH", "OPTIONS", "TRACE", "PROPFIND"])("%s is not answered, whatever the path", async (method) => {
    for (const path of ["/", "/results/", "/nothing", "/../x"]) {
      const { status, headers, body } = await raw(port, `${method} ${path} HTTP/1.1`, "Host: localhost", "Content-Length: 0");
      expect({ status, allow: headers.allow, body }).toEqual({
        status: 405,
        allow: "GET, HEAD",
        body: "only GET and HEAD are answered: nothing here can be changed\n",
      });
    }
  });

  it("HEAD has the headers of GET and no content", async () => {
    const { status, headers, body } = await raw(port, "HEAD / HTTP/1.1", "Host: localhost");
    const { date: _, ...same } = (await get(port, "/")).headers;
    expect({ status, body }).toEqual({ status: 200, body: "" });
    expect(headers).toMatchObject(same);
  });
});

describe("a loopback address", () => {
  it("is localhost, ::1 and all of 127.*", () => {
    for (const host of ["localhost", "LOCALHOST", "127.0.0.1", "127.1.2.3", "::1"]) expect(isLoopback(host), host).toBe(true);
    for (const host of ["0.0.0.0", "::", "128.0.0.1", "127.0.0.1.example", "127.example", "10.0.0.1", ""])
      expect(isLoopback(host), host).toBe(false);
  });
});
