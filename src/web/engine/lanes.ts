/**
 * @file The lab's lanes: `now` for what follows the hand, `law` for a law that takes longer, `way` for what is on the way, `grid` for curves, `long` for what takes
 * its time.
 */
import { createLane, type Lane, type LaneWorker, type WorkerEvents } from "./lane.ts";

function spawn({ reply, broke }: WorkerEvents): LaneWorker {
  const worker = new Worker(new URL("./worker.ts", import.meta.url), { type: "module" });
  worker.onmessage = ({ data }) => reply(data);
  worker.onerror = (event) => {
    event.preventDefault();
    broke(event.message || "the worker could not be loaded");
  };
  worker.onmessageerror = () => broke("a message could not be read");
  return { post: (request) => worker.postMessage(request), terminate: () => worker.terminate() };
}

export interface Lanes {
  readonly now: Lane;
  readonly law: Lane;
  readonly way: Lane;
  readonly grid: Lane;
  readonly long: Lane;
}

export function createLanes(): Lanes {
  const lane = (): Lane => createLane({ spawn, now: () => performance.now(), later: (ms, call) => void setTimeout(call, ms) });
  return { now: lane(), law: lane(), way: lane(), grid: lane(), long: lane() };
}
