import { once } from "node:events";
import { existsSync, statSync } from "node:fs";
import type { Server } from "node:http";
import { type AddressInfo, isIPv6 } from "node:net";
import { networkInterfaces } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { BadInput, Raw } from "../numerics/badInput.ts";
import { numberArgument } from "./numberArgument.ts";
import { note, printJson, printLine } from "./output.ts";
import { isLoopback } from "./serving/hostHeader.ts";
import { labServer } from "./serving/labServer.ts";

interface ServeOptions {
  readonly port: string;
  readonly host: string;
  readonly results?: string;
  readonly json?: true;
}

/** Milliseconds that answers under way are given when the server stops. */
const GRACE = 1000;

/** `guidelab serve [--port N] [--host H] [--results DIR]`: the web lab and the stored results, until SIGINT or SIGTERM. */
export async function serve({ port, host, results, json }: ServeOptions): Promise<void> {
  const number = portOf(port);
  const site = fileURLToPath(new URL("../web", import.meta.url));
  if (!existsSync(join(site, "index.html"))) {
    throw new BadInput("the web lab", "built first: npm run build:web", new Raw(`no index.html in ${site}`), "serve");
  }
  const folder = results ?? "out";
  if (results !== undefined && !statSync(results, { throwIfNoEntry: false })?.isDirectory()) {
    throw new BadInput("--results", "a folder", results, "serve");
  }
  const server = labServer({ site, results: folder, host });
  const open = await listen(server, number, host);
  stopOnSignal(server);
  if (!isLoopback(host)) note(`serve: with --host ${host}, every machine that reaches this one can read the lab and the results`);
  const addresses = addressesOf(host).map((name) => `http://${isIPv6(name) ? `[${name}]` : name}:${open}/`);
  const stored = existsSync(folder) ? folder : null;
  if (json) return printJson({ addresses, results: stored });
  printLine(`the web lab: ${addresses.join("   ")}`);
  printLine(stored === null ? "no results yet: guidelab reproduce writes them" : `results in ${stored}: ${addresses[0]}results/`);
  printLine("Ctrl+C stops it");
}

function portOf(text: string): number {
  const port = numberArgument("serve", "--port", text);
  if (!(Number.isInteger(port) && port >= 0 && port <= 65535)) {
    throw new BadInput("--port", "an integer from 0 (any free one) to 65535", port, "serve");
  }
  return port;
}

/** The port that the server listens on. @throws BadInput where it cannot */
async function listen(server: Server, port: number, host: string): Promise<number> {
  // An empty name would mean every address.
  if (host.trim() === "") throw new BadInput("--host", "an address of this machine", host, "serve");
  try {
    await once(server.listen(port, host), "listening");
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (code === "EADDRINUSE") throw new BadInput("--port", "a free port", port, "serve");
    if (code === "EACCES") throw new BadInput("--port", "one that this user may open", port, "serve");
    throw new BadInput("--host", `an address of this machine (${code})`, host, "serve");
  }
  return (server.address() as AddressInfo).port;
}

/** Where a browser finds it: for "all addresses", each of this machine's. */
function addressesOf(host: string): readonly string[] {
  if (host !== "0.0.0.0" && host !== "::") return [host];
  const outside = Object.values(networkInterfaces()).flatMap((list) => (list ?? []).filter(({ internal }) => !internal));
  return ["localhost", ...outside.filter(({ family }) => family === "IPv4").map(({ address }) => address)];
}

/** The first signal ends it well, with exit code 0; a second one at once. */
function stopOnSignal(server: Server): void {
  const stop = (): void => {
    server.close();
    setTimeout(() => server.closeAllConnections(), GRACE).unref();
  };
  for (const signal of ["SIGINT", "SIGTERM"] as const) process.once(signal, stop);
}
