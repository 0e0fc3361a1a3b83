/**
 * @file A lane: one worker and the questions that wait for it. A newer question under the same key replaces the older one, whose answer is dropped; a
 * worker that is busy with what nobody waits for any more is given up for a fresh one.
 */
import type { Answered, Asked, Kind, Reply, Request } from "./protocol.ts";

/** A worker as the lane needs it. */
export interface LaneWorker {
  readonly post: (request: Request) => void;
  readonly terminate: () => void;
}

export interface WorkerEvents {
  readonly reply: (reply: Reply) => void;
  /** The worker itself broke: out of memory, a script that does not load. */
  readonly broke: (message: string) => void;
}

export interface Spawning {
  readonly spawn: (events: WorkerEvents) => LaneWorker;
  /** Milliseconds, rising. */
  readonly now: () => number;
  /** Calls back after so many milliseconds. */
  readonly later: (ms: number, call: () => void) => void;
}

export interface Hearing<K extends Kind> {
  readonly progress?: (share: number, partial: Answered<K> | undefined) => void;
  readonly done: (answered: Answered<K>, elapsedMs: number) => void;
  /** `foreseen`: bad input, said in its message; else a fault or a crash. */
  readonly failed: (message: string, foreseen: boolean) => void;
}

export interface Lane {
  /** Asks under a key; whatever was asked under it before is forgotten. */
  readonly ask: <K extends Kind>(key: string, kind: K, asked: Asked<K>, hearing: Hearing<K>) => void;
  /** Forgets what was asked under a key, stopping its work. */
  readonly drop: (key: string) => void;
}

interface Waiting {
  readonly key: string;
  readonly request: Request;
  readonly hearing: Hearing<Kind>;
}

/** A worker that nobody waits for is given up after this many milliseconds of work; before, it is cheaper to let it finish. */
export const PATIENCE = 120;

export function createLane({ spawn, now, later }: Spawning): Lane {
  const queue = new Map<string, Waiting>();
  let worker: LaneWorker | null = null;
  let current: (Waiting & { readonly since: number }) | null = null;
  /** Whether somebody waits for `current`. */
  let wanted = false;
  let next = 0;
  /** Counts workers. */
  let generation = 0;

  const restart = (): void => {
    worker?.terminate();
    worker = null;
    current = null;
  };
  const pump = (): void => {
    if (current && !wanted && now() - current.since >= PATIENCE) restart();
    if (current) return;
    const [first] = queue.values();
    if (first === undefined) return;
    queue.delete(first.key);
    worker ??= spawn(events());
    current = { ...first, since: now() };
    wanted = true;
    worker.post(first.request);
  };
  const ended = (tell: (waiting: Waiting & { readonly since: number }) => void): void => {
    const was = current;
    const told = wanted;
    current = null;
    if (was && told) tell(was);
    pump();
  };
  /** Events of one worker; those of a worker that was given up count no more. */
  const events = (): WorkerEvents => {
    const spawned = ++generation;
    const mine = (): boolean => spawned === generation && worker !== null;
    return {
      reply: (reply) => {
        if (!mine() || current?.request.id !== reply.id) return;
        if (reply.type === "progress") {
          if (wanted) current.hearing.progress?.(reply.share, reply.partial as never);
        } else if (reply.type === "done") ended(({ hearing, since }) => hearing.done(reply.answered as never, now() - since));
        else ended(({ hearing }) => hearing.failed(reply.message, reply.foreseen));
      },
      broke: (message) => {
        if (!mine()) return;
        worker?.terminate();
        worker = null;
        ended(({ hearing }) => hearing.failed(`the computation stopped unexpectedly (${message}); the next change starts it anew`, false));
      },
    };
  };

  return {
    ask: (key, kind, asked, hearing) => {
      queue.delete(key);
      queue.set(key, { key, request: { id: next++, kind, asked }, hearing: hearing as Hearing<Kind> });
      if (current?.key === key && wanted) {
        wanted = false;
        later(Math.max(0, current.since + PATIENCE - now()), pump);
      }
      pump();
    },
    drop: (key) => {
      queue.delete(key);
      if (current?.key === key) {
        wanted = false;
        restart();
      }
      pump();
    },
  };
}
