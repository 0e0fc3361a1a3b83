import { fileWriter, ParquetWriter } from "hyparquet-writer";
import { partFile } from "./partFile.ts";
import type { SampleSink, SampleType } from "./sampleSink.ts";

/** Rows held until they are written as one row group. */
const GROUP = 65536;

/** Samples as Parquet: one INT32 or DOUBLE column each, row groups written as they fill. */
export function parquetSink(path: string, names: readonly string[], type: SampleType): SampleSink {
  const part = partFile(path);
  part.close();
  const column = { type: type === "int32" ? "INT32" : "DOUBLE", repetition_type: "REQUIRED" } as const;
  const schema = [{ name: "root", num_children: names.length }, ...names.map((name) => ({ name, ...column }))];
  const writer = new ParquetWriter({ writer: fileWriter(part.path), schema });
  const empty = (size: number): Int32Array | Float64Array => (type === "int32" ? new Int32Array(size) : new Float64Array(size));
  const columns = names.map(() => empty(GROUP));
  let filled = 0;
  const flush = (): void => {
    const columnData = names.map((name, i) => ({ name, data: (columns[i] ?? empty(0)).slice(0, filled) }));
    if (filled > 0) writer.write({ columnData, rowGroupSize: GROUP });
    filled = 0;
  };
  return {
    write: (row) => {
      for (const [i, values] of columns.entries()) values[filled] = row[i] ?? 0;
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
