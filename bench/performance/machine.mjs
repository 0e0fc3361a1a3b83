/** @file What the numbers were taken on. */
import { spawnSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { cpus, loadavg, totalmem } from "node:os";
import { compiledC } from "../peers/peer.mjs";
import { digits } from "./interleave.mjs";

/** Load average of the last minute beyond which another process may have been in the way. */
const BUSY = 0.5;

export function machine() {
  const before = loadavg()[0];
  const versions = said("python3", ["-c", "import numpy; print(numpy.__version__); import scipy; print(scipy.__version__)"]).split("\n");
  return {
    cpu: cpus()[0].model.trim(),
    cores: cpus().length,
    caches: caches(),
    memoryGB: digits(totalmem() / 1e9),
    node: process.version,
    v8: process.versions.v8,
    python: said("python3", ["-c", "import platform; print(platform.python_version())"]) || null,
    numpy: versions[0] || null,
    scipy: versions[1] || null,
    c: said("cc", ["--version"]).split("\n")[0] || null,
    loadBefore: before,
    busy: before > BUSY,
  };
}

/** Of the first core, as Linux tells them: `L2 1024K`. */
function caches() {
  const read = (index, what) => readFileSync(`/sys/devices/system/cpu/cpu0/cache/index${index}/${what}`, "utf8").trim();
  const found = [];
  try {
    for (let index = 0; ; index++) {
      if (read(index, "type") !== "Instruction") found.push(`L${read(index, "level")} ${read(index, "size")}`);
    }
  } catch {
    // No further cache, or another system.
  }
  return found.join(", ") || null;
}

function said(command, args) {
  const { stdout } = spawnSync(command, args, { encoding: "utf8", stdio: ["ignore", "pipe", "ignore"] });
  return (stdout ?? "").trim();
}

/** Memory bandwidth of one thread in GB/s, best of ten; null where there is no C compiler. */
export function triad() {
  const program = compiledC("triad.c", ["-O3", "-march=native"]);
  return program && digits(Number(said(program, []).split(" ")[0]));
}
