import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { resolve } from "node:path";
import sirv from "sirv";
import { describe, expect, it } from "vitest";
import { firstLaw, labBrowser } from "./lab.ts";

const lab = labBrowser();

describe("the site from any static host", () => {
  it("works under a sub-path, without the headers that SharedArrayBuffer needs", async () => {
    const files = sirv(resolve("dist/web"));
    const asked: string[] = [];
    const server = createServer((request, response) => {
      asked.push(request.url ?? "");
      if (!request.url?.startsWith("/some/where/")) {
        response.writeHead(404).end();
        return;
      }
      request.url = request.url.slice("/some/where".length);
      files(request, response, () => void response.writeHead(404).end());
    });
    await new Promise<void>((listening) => server.listen(0, "127.0.0.1", listening));
    const { page, complaints } = await lab.blank();
    await page.goto(`http://127.0.0.1:${(server.address() as AddressInfo).port}/some/where/index.html`);
    await firstLaw(page);
    expect(await page.evaluate(() => typeof SharedArrayBuffer)).toBe("undefined");
    expect(asked.filter((url) => !url.startsWith("/some/where/"))).toEqual([]);
    expect(complaints).toEqual([]);
    await page.context().close();
    server.closeAllConnections();
    server.close();
  });

  it("as `guidelab serve` serves it, SharedArrayBuffer is allowed", async () => {
    const { page, complaints } = await lab.open();
    expect(await page.evaluate(() => crossOriginIsolated && typeof SharedArrayBuffer)).toBe("function");
    expect(complaints).toEqual([]);
    await page.context().close();
  });
});
