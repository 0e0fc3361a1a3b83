import { describe, expect, it } from "vitest";
import { createLane, type Hearing, type Lane, PATIENCE, type WorkerEvents } from "../../../src/web/engine/lane.ts";
import type { Request } from "../../../src/web/engine/protocol.ts";

interface FakeWorker {
  readonly posted: Request[];
  readonly events: WorkerEvents;
  terminated: boolean;
}

/** A lane whose workers do nothing by themselves and whose clock is moved by hand. */
function staged() {
  const workers: FakeWorker[] = [];
  let time = 0;
  let alarms: { at: number; call: () => void }[] = [];
  const lane = createLane({
    spawn: (events) => {
      const worker: FakeWorker = { posted: [], events, terminated: false };
      workers.push(worker);
      return {
        post: (request) => worker.posted.push(request),
        terminate: () => {
          worker.terminated = true;
        },
      };
    },
    now: () => time,
    later: (ms, call) => alarms.push({ at: time + ms, call }),
  });
  const pass = (ms: number): void => {
    time += ms;
    const due = alarms.filter(({ at }) => at <= time);
    alarms = alarms.filter(({ at }) => at > time);
    for (const { call } of due) call();
  };
  return { lane, workers, pass };
}

const experiment = (name: string) => ({ experiment: { name } });
const nameOf = ({ asked }: Request): unknown => (asked as { experiment: { name: string } }).experiment.name;

/** Asks for a law and writes down what is heard. */
function ask(lane: Lane, key: string, name: string, heard: string[]): void {
  const hearing: Hearing<"law"> = {
    progress: (share) => heard.push(`${name} ${share}`),
    done: () => heard.push(`${name} done`),
    failed: (message, foreseen) => heard.push(`${name} failed ${foreseen}: ${message}`),
  };
  lane.ask(key, "law", experiment(name), hearing);
}

const last = (worker: FakeWorker | undefined): Request => {
  const request = worker?.posted.at(-1);
  if (request === undefined) throw new Error("nothing was posted");
  return request;
};
const answer = (worker: FakeWorker, request = last(worker)): void => worker.events.reply({ id: request.id, type: "done", answered: {} });

describe("a lane of questions", () => {
  it("asks one at a time, in order, on one worker", () => {
    const { lane, workers } = staged();
    const heard: string[] = [];
    for (const name of ["a", "b", "c"]) ask(lane, name, name, heard);
    expect(workers).toHaveLength(1);
    const [worker] = workers as [FakeWorker];
    expect(worker.posted.map(nameOf)).toEqual(["a"]);
    answer(worker);
    expect(worker.posted.map(nameOf)).toEqual(["a", "b"]);
    answer(worker);
    answer(worker);
    expect(heard).toEqual(["a done", "b done", "c done"]);
  });

  it("a newer question under a key replaces the waiting one, and a stale answer is dropped", () => {
    const { lane, workers } = staged();
    const heard: string[] = [];
    for (const name of ["w1", "w2", "w3"]) ask(lane, "law", name, heard);
    const [worker] = workers as [FakeWorker];
    const first = last(worker);
    answer(worker, first);
    expect(heard).toEqual([]);
    expect(worker.posted.map(nameOf)).toEqual(["w1", "w3"]);
    answer(worker);
    answer(worker, first);
    expect(heard).toEqual(["w3 done"]);
  });

  it("progress of a superseded question is not told", () => {
    const { lane, workers } = staged();
    const heard: string[] = [];
    ask(lane, "law", "old", heard);
    const [worker] = workers as [FakeWorker];
    worker.events.reply({ id: last(worker).id, type: "progress", share: 0.5 });
    ask(lane, "law", "new", heard);
    worker.events.reply({ id: last(worker).id, type: "progress", share: 0.7 });
    expect(heard).toEqual(["old 0.5"]);
  });

  it("a worker busy with what nobody waits for is given up, but not before its patience is over", () => {
    const { lane, workers, pass } = staged();
    const heard: string[] = [];
    ask(lane, "law", "slow", heard);
    pass(PATIENCE / 2);
    ask(lane, "law", "new", heard);
    expect(workers).toHaveLength(1);
    pass(PATIENCE / 2);
    expect(workers.map(({ terminated }) => terminated)).toEqual([true, false]);
    const [old, fresh] = workers as [FakeWorker, FakeWorker];
    expect(nameOf(last(fresh))).toBe("new");
    answer(old);
    expect(heard).toEqual([]);
    answer(fresh);
    expect(heard).toEqual(["new done"]);
  });

  it("a question under another key does not end the work in progress, however long it takes", () => {
    const { lane, workers, pass } = staged();
    const heard: string[] = [];
    ask(lane, "curves", "long", heard);
    pass(10 * PATIENCE);
    ask(lane, "budget", "other", heard);
    const [worker] = workers as [FakeWorker];
    expect(worker.terminated).toBe(false);
    answer(worker);
    expect(heard).toEqual(["long done"]);
  });

  it("dropping a key stops its work at once and goes on with the rest", () => {
    const { lane, workers } = staged();
    const heard: string[] = [];
    ask(lane, "a", "a", heard);
    ask(lane, "b", "b", heard);
    ask(lane, "c", "c", heard);
    lane.drop("c");
    lane.drop("a");
    expect(workers.map(({ terminated }) => terminated)).toEqual([true, false]);
    const [, fresh] = workers as [FakeWorker, FakeWorker];
    answer(fresh);
    expect(heard).toEqual(["b done"]);
    expect(fresh.posted).toHaveLength(1);
  });

  it("a crash is said, and the next question has a fresh worker", () => {
    const { lane, workers } = staged();
    const heard: string[] = [];
    ask(lane, "law", "a", heard);
    const [broken] = workers as [FakeWorker];
    broken.events.broke("out of memory");
    expect(heard).toEqual(["a failed false: the computation stopped unexpectedly (out of memory); the next change starts it anew"]);
    expect(broken.terminated).toBe(true);
    ask(lane, "law", "b", heard);
    expect(workers).toHaveLength(2);
    broken.events.broke("again");
    answer(workers[1] as FakeWorker);
    expect(heard.at(-1)).toBe("b done");
    expect(heard).toHaveLength(2);
  });

  it("bad input is told as foreseen", () => {
    const { lane, workers } = staged();
    const heard: string[] = [];
    ask(lane, "law", "a", heard);
    const [worker] = workers as [FakeWorker];
    worker.events.reply({ id: last(worker).id, type: "failed", message: "target must be a class", foreseen: true });
    expect(heard).toEqual(["a failed true: target must be a class"]);
  });
});
