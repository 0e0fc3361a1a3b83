import { fileWriter, ParquetWriter } from "hyparquet-writer";
import { partFile } from "./partFile.ts";
import type { SampleSink } from "./sampleSink.ts";

/** Rows held until they are written as one row group. */
const GROUP = 65536;

/** Samples as Parquet: one INT32 column per site, row groups written as they fill. */
export function parquetSink(path: string, sites: readonly string[]): SampleSink {
  const part = partFile(path);
  part.close();
  const column = { type: "INT32", repetition_type: "REQUIRED" } as const;
  const schema = [{ name: "root", num_children: sites.length }, ...sites.map((name) => ({ name, ...column }))];
  const writer = new ParquetWriter({ writer: fileWriter(part.path), schema });
  const columns = sites.map(() => new Int32Array(GROUP));
  let filled = 0;
  const flush = (): void => {
    const columnData = sites.map((name, i) => ({ name, data: (columns[i] ?? new Int32Array(0)).slice(0, filled) }));
    if (filled > 0) writer.write({ columnData, rowGroupSize: GROUP });
    filled = 0;
  };
  return {
    write: (tokens) => {
      for (const [i, values] of columns.entries()) values[filled] = tokens[i] ?? 0;
      if (++filled === GROUP) flush();
    },
    finish: () => {
      flush();
      writer.finish();
      part.place();
    },
    discard: part.remove,
  };
}
