/** @file The built lab in a real browser, served as `guidelab serve` serves it. */
import type { AddressInfo } from "node:net";
import { resolve } from "node:path";
import { type Browser, type BrowserContextOptions, chromium, type Page } from "playwright-core";
import { afterAll, beforeAll, expect } from "vitest";
import { labServer } from "../../../src/cli/serving/labServer.ts";

const SITE = resolve("dist/web");

export interface Opened {
  readonly page: Page;
  /** What the page said on its console, warnings and errors, and what it threw. */
  readonly complaints: string[];
}

export interface LabBrowser {
  /** Address of the lab, with a slash at its end. */
  readonly address: () => string;
  /** Opens the lab and waits for its first law. */
  readonly open: (fragment?: string, options?: BrowserContextOptions) => Promise<Opened>;
  /** A page of its own, nowhere yet. */
  readonly blank: (options?: BrowserContextOptions) => Promise<Opened>;
}

/** A browser and a server for the tests of one file. */
export function labBrowser(): LabBrowser {
  const server = labServer({ site: SITE, results: resolve("out"), host: "127.0.0.1" });
  let browser: Browser;
  beforeAll(async () => {
    browser = await chromium.launch({
      executablePath: process.env.GUIDELAB_CHROMIUM ?? "/usr/bin/chromium",
      args: [
        "--no-sandbox",
        "--disable-gpu",
        "--disable-quic",
        "--no-first-run",
        "--disable-background-networking",
        "--disable-component-update",
        "--disable-sync",
      ],
    });
    await new Promise<void>((listening) => server.listen(0, "127.0.0.1", listening));
  });
  afterAll(async () => {
    await browser?.close();
    server.close();
  });
  const address = (): string => `http://127.0.0.1:${(server.address() as AddressInfo).port}/`;
  const blank = async (options: BrowserContextOptions = {}): Promise<Opened> => {
    const context = await browser.newContext({
      viewport: { width: 1280, height: 900 },
      permissions: ["clipboard-read", "clipboard-write"],
      ...options,
    });
    const page = await context.newPage();
    const complaints: string[] = [];
    page.on("console", (message) => {
      if (["error", "warning"].includes(message.type())) complaints.push(message.text());
    });
    page.on("pageerror", (error) => complaints.push(error.message));
    return { page, complaints };
  };
  const open = async (fragment = "", options: BrowserContextOptions = {}): Promise<Opened> => {
    const opened = await blank(options);
    // As text, for the page; about:blank has no storage.
    await opened.page.addInitScript('try { localStorage.setItem("guidelab.toured", "yes"); } catch {}');
    await opened.page.goto(`${address()}${fragment === "" ? "" : `#${fragment}`}`);
    await firstLaw(opened.page);
    return opened;
  };
  return { address, open, blank };
}

/** Waits until the distances of the exact law are on screen, or why there is none. */
export async function firstLaw(page: Page): Promise<void> {
  await page
    .locator("#views")
    .getByText(/tv\(law,conditional\)|No exact law/)
    .first()
    .waitFor();
}

/** Every panel, in reading order. */
export const PANELS = ["world", "guidance", "sampler", "views", "dynamics", "curves", "budget", "duel", "papers"] as const;

/** Brings a panel on screen, and with it what it shows, and waits for its work. */
export async function settled(page: Page, panel: string): Promise<void> {
  // As text: these tests are compiled without a page's names.
  const bring = `document.getElementById("${panel}")?.scrollIntoView()`;
  await page.evaluate(bring);
  await page.locator(`section#${panel}`).waitFor();
  await page.evaluate(bring);
  await expect.poll(() => page.locator(`section#${panel} progress, section#${panel} .working`).count(), { timeout: 30_000 }).toBe(0);
}

/** Fragment of an experiment with more fields. */
export function fragment(fields: Readonly<Record<string, unknown>>): string {
  return Object.entries(fields)
    .map(([name, value]) => `${name}=${encodeURIComponent(JSON.stringify(value))}`)
    .join("&");
}
