const LOOPBACK = ["localhost", "127.0.0.1", "::1"] as const;

/**
 * Whether a request names this server: the loopback's names, the host it was told to listen on, or the address that the request came to.
 * A page elsewhere whose name is made to point here (DNS rebinding) still says its own name. Any port will do, since a tunnel has its own.
 *
 * @param headers  the request's Host headers: exactly one is asked for
 * @param given    the host that the server was told to listen on
 * @param reached  the address that the request came to: written as a number, it can be nobody else's name
 */
export function namesThisServer(headers: readonly string[], given: string, reached: string | undefined): boolean {
  const [header, ...more] = headers;
  if (header === undefined || more.length > 0) return false;
  const match = /^(?:\[([0-9a-f:.]+)\]|([a-z0-9._-]+))(?::\d{1,5})?$/.exec(header.toLowerCase());
  const name = match?.[1] ?? match?.[2];
  if (name === undefined) return false;
  return [...LOOPBACK, given.toLowerCase(), reached?.replace(/^::ffff:/, "")].includes(name);
}

/** Whether only this machine reaches a server that listens there. */
export function isLoopback(host: string): boolean {
  return host.toLowerCase() === "localhost" || host === "::1" || /^127(\.\d{1,3}){3}$/.test(host);
}
