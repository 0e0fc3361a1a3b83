/** @file A server of the lab on a free port, and requests to it byte by byte: what no browser or fetch would send can be sent. */
import { once } from "node:events";
import type { Server } from "node:http";
import { type AddressInfo, connect } from "node:net";
import { text } from "node:stream/consumers";
import { afterAll } from "vitest";
import { labServer, type Served } from "../../src/cli/serving/labServer.ts";

export interface Answer {
  readonly status: number;
  /** By lower-case name. */
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}

/** Its port; it stops when the file's tests are done. */
export async function serving(served: Served): Promise<number> {
  const server: Server = labServer(served);
  afterAll(() => {
    server.close();
    server.closeAllConnections();
  });
  await once(server.listen(0, "127.0.0.1"), "listening");
  return (server.address() as AddressInfo).port;
}

/** Sends the lines as they are and a blank one; reads until the server closes. */
export async function raw(port: number, ...lines: readonly string[]): Promise<Answer> {
  const socket = connect(port, "127.0.0.1");
  await once(socket, "connect");
  socket.write(`${[...lines, "Connection: close"].join("\r\n")}\r\n\r\n`, "latin1");
  const said = await text(socket);
  const end = said.indexOf("\r\n\r\n");
  const [first = "", ...rest] = said.slice(0, end).split("\r\n");
  const headers = rest.map((line) => [line.slice(0, line.indexOf(":")).toLowerCase(), line.slice(line.indexOf(":") + 1).trim()]);
  return { status: Number(first.split(" ")[1]), headers: Object.fromEntries(headers), body: said.slice(end + 4) };
}

/** A request for a path, written as it is given. */
export const get = (port: number, path: string, ...lines: readonly string[]): Promise<Answer> =>
  raw(port, `GET ${path} HTTP/1.1`, `Host: localhost:${port}`, ...lines);
