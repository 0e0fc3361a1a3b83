/** @file The web lab at `/`, stored results at `/results/`. Checks come first; sirv then sends a file that was found to be ours. */
import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import { extname } from "node:path";
import sirv from "sirv";
import { isFileInside, pathParts } from "./fileInside.ts";
import { namesThisServer } from "./hostHeader.ts";
import { securityHeaders } from "./securityHeaders.ts";

export interface Served {
  /** Folder of the lab's site. */
  readonly site: string;
  /** Folder of the results; it need not be there yet. */
  readonly results: string;
  /** What the server is told to listen on. */
  readonly host: string;
}

/** What sirv does not know, or gives no character set. */
const TYPES: ReadonlyMap<string, string> = new Map([
  [".bib", "text/plain;charset=utf-8"],
  [".md", "text/plain;charset=utf-8"],
  [".txt", "text/plain;charset=utf-8"],
  [".csv", "text/csv;charset=utf-8"],
  [".npz", "application/octet-stream"],
  [".parquet", "application/octet-stream"],
]);

/** Files that the site's build names after their content: another content has another name. */
const HASHED = /^assets\/.+-[\w-]{8}\.\w+$/;

/** A server that only reads; not yet listening. */
export function labServer({ site, results, host }: Served): Server {
  // `dev` looks at the folder at each request: a list made at the start would be wrong after the next build or report.
  const send = (folder: string) => sirv(folder, { dev: true, etag: true, extensions: [] });
  const areas = { lab: { folder: site, send: send(site) }, results: { folder: results, send: send(results) } };

  return createServer((request, response) => {
    const parts = pathParts(request.url ?? "");
    const name = parts?.[0] === "results" ? "results" : "lab";
    response.setHeaders(new Map(Object.entries(securityHeaders(name))));
    if (request.method !== "GET" && request.method !== "HEAD") {
      response.setHeader("Allow", "GET, HEAD");
      return refuse(response, 405, "only GET and HEAD are answered: nothing here can be changed");
    }
    if (!namesThisServer(request.headersDistinct.host ?? [], host, request.socket.localAddress)) {
      return refuse(response, 403, "the Host header must name this server");
    }
    if (parts === null) return refuse(response, 404, "no such file");
    if (parts.length === 1 && name === "results") {
      response.setHeader("Location", "/results/");
      return refuse(response, 308, "the results are at /results/");
    }
    const { folder, send } = areas[name];
    const inside = name === "results" ? parts.slice(1) : parts;
    if (!isFileInside(folder, inside)) {
      const empty = name === "results" && inside.join("/") === "index.html";
      return refuse(response, 404, empty ? "no report is stored here yet: guidelab reproduce writes one" : "no such file");
    }
    const path = inside.join("/");
    if (name === "lab" && HASHED.test(path)) response.setHeader("Cache-Control", "public, max-age=31536000, immutable");
    const type = TYPES.get(extname(path).toLowerCase());
    if (type !== undefined) response.setHeader("Content-Type", type);
    sendChecked(request, response, path, send);
  });
}

/** Hands over to sirv exactly the file that was checked. */
function sendChecked(request: IncomingMessage, response: ServerResponse, path: string, send: ReturnType<typeof sirv>): void {
  request.url = encodeURI(`/${path}`);
  // sirv reads a range without checking it; whoever asks for a part gets the whole, as HTTP allows.
  delete request.headers.range;
  // Nor does it wait for the file's errors, which would end the program, or close the file when the reader has gone.
  response.once("pipe", (file) => {
    file.once("error", () => response.destroy());
    response.once("close", () => file.destroy());
  });
  send(request, response);
}

/** Any answer that is not a file: one line of text. */
function refuse(response: ServerResponse, status: number, line: string): void {
  const body = Buffer.from(`${line}\n`);
  response.writeHead(status, { "Cache-Control": "no-store", "Content-Length": body.length, "Content-Type": "text/plain;charset=utf-8" });
  response.end(body);
}
