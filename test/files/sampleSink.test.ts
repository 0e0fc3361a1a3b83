import { execFileSync } from "node:child_process";
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { unzipSync } from "fflate";
import { parquetMetadata, parquetReadObjects } from "hyparquet";
import { afterAll, describe, expect, it } from "vitest";
import { readTable } from "../../src/files/csv.ts";
import { SAMPLE_FORMATS, sampleSink } from "../../src/files/sampleSink.ts";
import { readNpz } from "./readNpz.ts";

const root = mkdtempSync(join(tmpdir(), "guidelab-sink-"));
afterAll(() => rmSync(root, { recursive: true, force: true }));

/** A folder of its own. */
function folder(): string {
  return mkdtempSync(join(root, "place-"));
}

const rows = [
  [0, 1, 2],
  [2, 2, 0],
  [1, 3, 1],
  [3, 0, 2],
];

/** Writes rows and finishes. */
async function written(path: string, sites: readonly string[], content: Iterable<readonly number[]>): Promise<void> {
  const sink = await sampleSink(path, sites);
  for (const row of content) sink.write(Int32Array.from(row));
  sink.finish();
}

/** The rows of the array `samples` of an .npz file, as NumPy would read them. */
function npzRows(bytes: Uint8Array): number[][] {
  expect([...bytes.subarray(0, 4)]).toEqual([0x50, 0x4b, 3, 4]);
  const entries = unzipSync(bytes);
  expect(Object.keys(entries)).toEqual(["samples.npy"]);
  const npy = entries["samples.npy"];
  expect([...npy.subarray(0, 8)]).toEqual([0x93, ...Buffer.from("NUMPY"), 1, 0]);
  const start = 10 + npy[8] + 256 * npy[9];
  expect(start % 64).toBe(0);
  const header = Buffer.from(npy.subarray(10, start)).toString("latin1");
  const [, n, length] = /^\{'descr': '<i4', 'fortran_order': False, 'shape': \((\d+), (\d+)\), \} *\n$/.exec(header) ?? [];
  expect(npy.length).toBe(start + 4 * Number(n) * Number(length));
  const view = new DataView(npy.buffer, npy.byteOffset + start);
  return Array.from({ length: Number(n) }, (_, i) =>
    Array.from({ length: Number(length) }, (_, j) => view.getInt32(4 * (i * Number(length) + j), true)),
  );
}

const bufferOf = (path: string): ArrayBuffer => Uint8Array.from(readFileSync(path)).buffer;

/** The rows of a Parquet file, by the columns' names. */
async function parquetRows(path: string, sites: readonly string[]): Promise<number[][]> {
  const objects = await parquetReadObjects({ file: bufferOf(path) });
  return objects.map((object) => sites.map((name) => Number(object[name])));
}

/** Whether many rows are equal, without a difference that would take minutes to print. */
const same = (found: readonly (readonly number[])[], expected: readonly (readonly number[])[]): boolean =>
  found.map(String).join("\n") === expected.map(String).join("\n");

const sites = ["x0", "x1", "x2"];

describe("sampleSink", () => {
  it("writes .csv: a header of site names, then one row per sample", async () => {
    const path = join(folder(), "s.csv");
    await written(path, sites, rows);
    expect(readFileSync(path, "utf8")).toBe("x0,x1,x2\n0,1,2\n2,2,0\n1,3,1\n3,0,2\n");
  });

  it("quotes site names with commas, quotes and line ends in .csv, so that the project's own reader gives them back", async () => {
    const names = ["plain", "a, b", 'say "no"', "two\nlines", "carriage\rreturn"];
    const path = join(folder(), "names.csv");
    await written(path, names, [[0, 1, 2, 3, 4]]);
    expect(readFileSync(path, "utf8").startsWith('plain,"a, b","say ""no""","two\nlines",')).toBe(true);
    expect(readTable(path)).toEqual({ columns: names, rows: [Object.fromEntries(names.map((name, i) => [name, String(i)]))] });
  });

  it("writes .npz: one int32 array `samples` of shape [n, L] in C order", async () => {
    const path = join(folder(), "s.npz");
    await written(path, sites, rows);
    expect(npzRows(readFileSync(path))).toEqual(rows);
  });

  it("writes .npz that Python's zipfile finds whole, check sums included", async ({ skip }) => {
    const path = join(folder(), "s.npz");
    await written(path, sites, rows);
    const script = "import sys, zipfile; z = zipfile.ZipFile(sys.argv[1]); print(z.testzip(), z.namelist())";
    let said = "";
    try {
      said = execFileSync("python3", ["-c", script, path], { encoding: "utf8" });
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code === "ENOENT") return skip("python3 is not installed");
      throw error;
    }
    expect(said).toBe("None ['samples.npy']\n");
  });

  it("writes .npz of a megabyte and more, in several chunks", async () => {
    const path = join(folder(), "large.npz");
    const many = Array.from({ length: 100_003 }, (_, i) => [i, i % 7, 9 - i]);
    await written(path, sites, many);
    expect(same(npzRows(readFileSync(path)), many)).toBe(true);
  });

  it("writes the same bytes for the same rows in every format", async () => {
    for (const format of SAMPLE_FORMATS) {
      const [one, two] = [join(folder(), `one${format}`), join(folder(), `two${format}`)];
      await written(one, sites, rows);
      await written(two, sites, rows);
      expect(readFileSync(one).equals(readFileSync(two))).toBe(true);
    }
  });

  it("writes .parquet: one required INT32 column per site, whatever its name", async () => {
    const names = ["x0", "a, b", 'say "no"'];
    const path = join(folder(), "s.parquet");
    await written(path, names, rows);
    expect(await parquetRows(path, names)).toEqual(rows);
    const [, ...columns] = parquetMetadata(bufferOf(path)).schema;
    expect(columns).toMatchObject(names.map((name) => ({ name, type: "INT32", repetition_type: "REQUIRED" })));
  });

  it("writes .parquet of more than one row group, none of more than 65536 rows", async () => {
    const path = join(folder(), "large.parquet");
    const many = Array.from({ length: 2 * 65536 + 5 }, (_, i) => [i % 5, i]);
    await written(path, ["a", "b"], many);
    const { row_groups } = parquetMetadata(bufferOf(path));
    expect(row_groups.map((group) => Number(group.num_rows))).toEqual([65536, 65536, 5]);
    expect(same(await parquetRows(path, ["a", "b"]), many)).toBe(true);
  });

  it("has exactly full row groups, and none for no rows", async () => {
    const path = join(folder(), "full.parquet");
    const groups = async (n: number): Promise<number[]> => {
      await written(
        path,
        ["a"],
        Array.from({ length: n }, (_, i) => [i]),
      );
      return parquetMetadata(bufferOf(path)).row_groups.map((group) => Number(group.num_rows));
    };
    expect(await groups(65536)).toEqual([65536]);
    expect(await groups(0)).toEqual([]);
  });

  it("does not keep a row's buffer, which the sampler may use again", async () => {
    for (const format of SAMPLE_FORMATS) {
      const path = join(folder(), `s${format}`);
      const sink = await sampleSink(path, sites);
      const buffer = new Int32Array(3);
      for (const row of rows) {
        buffer.set(row);
        sink.write(buffer);
      }
      sink.finish();
      await expectRows(path, rows);
    }
  });
});

async function expectRows(path: string, expected: readonly (readonly number[])[]): Promise<void> {
  if (path.endsWith(".npz")) expect(npzRows(readFileSync(path))).toEqual(expected);
  else if (path.endsWith(".parquet")) expect(await parquetRows(path, sites)).toEqual(expected);
  else expect(readFileSync(path, "utf8")).toBe([sites, ...expected].map((row) => `${row.join(",")}\n`).join(""));
}

describe("sampleSink of float64", () => {
  const points = [
    [0.1, -1e-300],
    [Math.PI, 2 ** 53 + 2],
    [-0, 1.7976931348623157e308],
  ];
  const writtenAs = async (path: string): Promise<void> => {
    const sink = await sampleSink(path, ["u", "v"], "float64");
    const buffer = new Float64Array(2);
    for (const point of points) {
      buffer.set(point);
      sink.write(buffer);
    }
    sink.finish();
  };

  it("writes .npz that NumPy would read to the bit", async () => {
    const path = join(folder(), "p.npz");
    await writtenAs(path);
    const { samples } = readNpz(readFileSync(path));
    expect(samples.shape).toEqual([3, 2]);
    expect([...samples.data]).toEqual(points.flat());
  });

  it("writes .csv whose numbers read back to the bit, the sign of 0 excepted", async () => {
    const path = join(folder(), "p.csv");
    await writtenAs(path);
    const { columns, rows: found } = readTable(path);
    expect(columns).toEqual(["u", "v"]);
    expect(found.map(({ u, v }) => [Number(u) + 0, Number(v)])).toEqual(points.map(([u, v]) => [u + 0, v]));
  });

  it("writes .parquet: required DOUBLE columns, to the bit", async () => {
    const path = join(folder(), "p.parquet");
    await writtenAs(path);
    const objects = await parquetReadObjects({ file: bufferOf(path) });
    expect(objects.map(({ u, v }) => [u, v])).toEqual(points);
    const [, ...columns] = parquetMetadata(bufferOf(path)).schema;
    expect(columns).toMatchObject(["u", "v"].map((name) => ({ name, type: "DOUBLE", repetition_type: "REQUIRED" })));
  });
});

describe.each(SAMPLE_FORMATS)("a %s sink", (format) => {
  it("keeps the rows written so far when a run is ended early, and nothing beside them", async () => {
    const place = folder();
    const path = join(place, `early${format}`);
    const sink = await sampleSink(path, sites);
    for (const row of rows.slice(0, 2)) sink.write(Int32Array.from(row));
    expect(readdirSync(place)).not.toContain(`early${format}`);
    sink.finish();
    expect(readdirSync(place)).toEqual([`early${format}`]);
    await expectRows(path, rows.slice(0, 2));
  });

  it("leaves nothing when discarded, and an older file as it was", async () => {
    const place = folder();
    const path = join(place, `gone${format}`);
    const discarded = async (): Promise<void> => {
      const sink = await sampleSink(path, sites);
      for (const row of rows) sink.write(Int32Array.from(row));
      sink.discard();
    };
    await discarded();
    expect(readdirSync(place)).toEqual([]);
    writeFileSync(path, "older");
    await discarded();
    expect(readdirSync(place)).toEqual([`gone${format}`]);
    expect(readFileSync(path, "utf8")).toBe("older");
  });

  it("makes the folder, and replaces an older file at the end", async () => {
    const path = join(folder(), "new", "deep", `s${format}`);
    await written(path, sites, rows);
    await written(path, sites, rows.slice(1));
    await expectRows(path, rows.slice(1));
  });

  it("refuses a place below a file and a place that is a folder, naming --out and the cause", async () => {
    const place = folder();
    writeFileSync(join(place, "file"), "kept");
    mkdirSync(join(place, `taken${format}`));
    await expect(sampleSink(join(place, "file", `s${format}`), sites)).rejects.toThrow(
      'sample: --out must be a place that can be written, got "ENOTDIR"',
    );
    await expect(sampleSink(join(place, `taken${format}`), sites)).rejects.toThrow(
      'sample: --out must be a place that can be written, got "EISDIR"',
    );
    expect(readdirSync(place).toSorted()).toEqual(["file", `taken${format}`]);
  });

  it.runIf(process.platform === "linux")("refuses at once where folders cannot be made", async () => {
    await expect(sampleSink(`/proc/none/s${format}`, sites)).rejects.toThrow("sample: --out must be a place that can be written");
  });

  it("refuses at the end, leaving nothing of its own, when the place was taken meanwhile", async () => {
    const place = folder();
    const path = join(place, `s${format}`);
    const sink = await sampleSink(path, sites);
    sink.write(Int32Array.from(rows[0]));
    mkdirSync(path);
    expect(() => sink.finish()).toThrow(/^sample: --out must be a place that can be written, got "E\w+"$/);
    expect(readdirSync(place)).toEqual([`s${format}`]);
  });
});

it.each(["samples", "samples.txt", "samples.npz.gz", ".csv"])("sampleSink refuses the ending of %s, naming --out", async (name) => {
  const place = folder();
  await expect(sampleSink(join(place, name), sites)).rejects.toThrow(
    /^sample: --out must be a file that ends in \.npz, \.csv, \.parquet, got "/,
  );
  expect(readdirSync(place)).toEqual([]);
});
