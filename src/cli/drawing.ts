import { SingleBar } from "cli-progress";
import type { SampleRow, SampleSink } from "../files/sampleSink.ts";

/** Milliseconds between looks at the terminal and at signals. */
const BREATH = 50;

/** A sample on its way to a file. */
interface Drawn {
  readonly row: SampleRow;
}

/**
 * Takes samples, writes and notes each, giving way to signals now and then; what an interruption leaves is kept, what an error leaves is discarded.
 *
 * @returns how many samples were taken
 */
export async function taken<T extends Drawn>(
  draws: Iterable<T>,
  n: number,
  sink: SampleSink | null,
  note: (drawn: T) => void,
): Promise<number> {
  let interrupted = false;
  const interrupt = (): void => {
    interrupted = true;
  };
  process.once("SIGINT", interrupt);
  const bar =
    n > 1 && process.stderr.isTTY
      ? new SingleBar({ format: "{bar} {value}/{total} samples, {eta_formatted} left", stream: process.stderr })
      : null;
  bar?.start(n, 0);
  let count = 0;
  let look = performance.now() + BREATH;
  try {
    for (const drawn of draws) {
      sink?.write(drawn.row);
      note(drawn);
      count++;
      if (performance.now() < look) continue;
      look = performance.now() + BREATH;
      bar?.update(count);
      await new Promise((turn) => setImmediate(turn));
      if (interrupted) break;
    }
  } catch (error) {
    sink?.discard();
    throw error;
  } finally {
    bar?.stop();
    process.off("SIGINT", interrupt);
  }
  sink?.finish();
  return count;
}
