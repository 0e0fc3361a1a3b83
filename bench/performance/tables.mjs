/** @file The tables of docs/performance.md, by their names, from the results of one run. */
import { elementaryTable, floorOfClock, floorOfCubes, latticeTable, partsTable } from "./latticeTables.mjs";
import { allOf, measurementOf } from "./lookup.mjs";
import { CLOCK, CUBES, EXPM, FLOW, IVP, LAW, LAWS, LEAPING, TRAJECTORIES } from "./quantities.mjs";
import { targetsTable } from "./targets.mjs";
import { ratio, shown, table, times } from "./words.mjs";

const ONE = "kernels";
const TWO = "kernels, 2 threads";

/** @returns {Record<string, string>} tables by name */
export function tables(results) {
  return {
    machine: machineTable(results),
    targets: targetsTable(results),
    cubes: latticeTable(results, CUBES, floorOfCubes),
    law: latticeTable(results, LAW, () => 40),
    laws: latticeTable(results, LAWS, () => 24),
    clock: latticeTable(results, CLOCK, floorOfClock),
    parts: partsTable(results),
    elementary: elementaryTable(results),
    expm: expmTable(results),
    ivp: ivpTable(results),
    draws: drawsTable(results),
    flow: flowTable(results),
    samplers: samplersTable(results),
    crossover: crossoverTable(results),
    threads: threadsTable(results),
    memory: memoryTable(results),
    loading: loadingTable(results),
  };
}

function machineTable({ machine, quick, triadGBs, seconds }) {
  const { cpu, cores, caches, memoryGB, node, v8, python, numpy, scipy, c, loadBefore, loadAfter, busy } = machine;
  return table(
    ["", ""],
    [
      ["processor", `${cpu}, ${cores} cores; data caches of a core ${caches ?? "not known"}`],
      ["memory", `${shown(memoryGB)} GB; triad on one thread ${triadGBs === null ? "not measured" : `${shown(triadGBs)} GB/s`}`],
      ["Node", `${node}, V8 ${v8}`],
      ["Python, NumPy, SciPy", [python, numpy, scipy].map((version) => version ?? "absent").join(", ")],
      ["C", c ?? "absent"],
      ["load average of a minute", `${shown(loadBefore)} before, ${shown(loadAfter)} after`],
      [
        "the run",
        `${seconds} s${quick ? ", **two rounds only, to try it out**" : ""}${busy ? ", **on a busy machine: read with care**" : ""}`,
      ],
    ],
  );
}

function expmTable(results) {
  const row = ({ K, L, w, largestRate, build, candidates }) => {
    const { expm_multiply: solver, kernels } = candidates;
    const sign = solver?.late ? "> " : "";
    return [
      ...[`${K}, ${L}`, String(w), shown(largestRate), shown(kernels.median), `${sign}${shown(solver?.median)}`],
      ...[`${sign}${times(ratio(candidates, "expm_multiply", "kernels"))}`, shown(build), shown(solver?.difference)],
    ];
  };
  return table(
    ["K, L", "w", "largest rate", "kernels", "expm_multiply", "expm_multiply / kernels", "building the matrix", "largest difference"],
    allOf(results, { quantity: EXPM }).map(row),
  );
}

function ivpTable(results) {
  const rows = allOf(results, { quantity: IVP }).flatMap(({ K, L, w, tolerance, candidates }) =>
    Object.entries(candidates)
      .filter(([name]) => name !== ONE)
      .map(([name, solver]) => [
        ...[`${K}, ${L}`, String(w), `${name}, rtol ${shown(tolerance)}`, shown(candidates.kernels.median), shown(solver.median)],
        ...[times(ratio(candidates, name, ONE)), shown(solver.evaluations), shown(solver.difference)],
      ]),
  );
  return table(["K, L", "w", "solver", "kernels", "SciPy", "SciPy / kernels", "evaluations", "largest error"], rows);
}

function drawsTable(results) {
  const perSecond = (candidate) => (candidate ? shown(1e6 / candidate.median) : "-");
  const exact = allOf(results, { quantity: TRAJECTORIES }).map(({ K, L, states, candidates, note }) => [
    `exact trajectories, K=${K} L=${L}, table of ${shown((8 * states) / 1e6)} MB${note ? ` (${note})` : ""}`,
    ...[perSecond(candidates[ONE]), perSecond(candidates.plain), perSecond(candidates.NumPy), times(ratio(candidates, "NumPy", ONE))],
  ]);
  const { K, L, w, candidates } = measurementOf(results, { quantity: LEAPING });
  const names = ["kernels, exact trajectories", "sample, tau-leaping", "NumPy, tau-leaping"];
  const leaping = [
    `${LEAPING}, K=${K} L=${L}, w=${w}; kernels: exact trajectories`,
    ...names.map((name) => perSecond(candidates[name])),
    times(ratio(candidates, names[2], names[0])),
  ];
  return table(["thousands a second", "kernels", "plain", "NumPy", "NumPy's time / kernels'"], [...exact, leaping]);
}

function flowTable(results) {
  const rows = allOf(results, { quantity: FLOW })
    .toSorted((a, b) => a.particles - b.particles)
    .map(({ particles, candidates }) => [
      String(particles),
      ...[ONE, TWO, "plain", "NumPy"].map((name) => shown(candidates[name]?.median)),
      ...[ONE, TWO].map((name) => times(ratio(candidates, "NumPy", name))),
      times(ratio(candidates, "plain", ONE)),
    ]);
  return table(["particles", "one thread", "two", "plain", "NumPy", "NumPy / one", "NumPy / two", "plain / one"], rows);
}

function samplersTable({ samplers: { particles, steps } }) {
  const fromParticles = particles.map(({ name, kernels, plain }) => [
    name.replace(/, \d+ particles/, ""),
    "ns a particle and step",
    shown(kernels.median),
    shown(plain.median),
    times(plain.median / kernels.median),
  ]);
  const named = new Map(steps.map((line) => [line.name, line]));
  const fromSteps = steps
    .filter(({ name }) => name.endsWith(", kernels"))
    .map(({ name, median }) => {
      const what = name.slice(0, -", kernels".length);
      const plain = named.get(`${what}, plain`);
      return [what, "ms", shown(median), shown(plain?.median), plain ? times(plain.median / median) : "-"];
    });
  return table(["", "unit", "kernels", "plain", "plain / kernels"], [...fromParticles, ...fromSteps]);
}

function crossoverTable({ crossover }) {
  const rows = crossover
    .filter(({ answer }) => answer !== "threads")
    .map(({ answer, K, L, states, ms }) => [answer, `${K}, ${L}`, String(states), shown(ms.plain), shown(ms.kernels)]);
  return table(["ms", "K, L", "states", "plain", "kernels"], rows);
}

function threadsTable({ crossover }) {
  const rows = crossover
    .filter(({ answer }) => answer === "threads")
    .map(({ K, L, states, ms }) => [`${K}, ${L}`, shown(states), shown(ms.kernels), shown(ms.threads)]);
  return table(["K, L", "states", "one thread, ms", "two, started for it, ms"], rows);
}

function memoryTable({ memory }) {
  if (memory === null) return "Not measured: less than 8 GB of memory were free.";
  const { K, L, states, kernelBytes, lawsBytes, peakBytes, seconds } = memory;
  const gb = (bytes) => (bytes / 1e9).toFixed(2);
  return table(
    ["", "states", "stated: kernels, GB", "pair and law, GB", "peak measured, GB", "(GiB)", "cubes, s", "law, s"],
    [
      [
        `terminal law, K=${K} L=${L}`,
        ...[shown(states), gb(kernelBytes), gb(lawsBytes), gb(peakBytes), (peakBytes / 2 ** 30).toFixed(2)],
        ...[shown(seconds.world), shown(seconds.law)],
      ],
    ],
  );
}

function loadingTable({ loading }) {
  const { processes, readMs, compileMs, openMs, totalMs, bytes, base64Bytes, gzipBytes, base64GzipBytes } = loading;
  const kb = (count) => shown(count / 1e3);
  return table(
    [`ms, medians of ${processes} fresh processes`, "reading the module", "compiling", "first instance", "together"],
    [["", shown(readMs), shown(compileMs), shown(openMs), shown(totalMs)]],
  ).concat(
    "\n\n",
    table(
      ["kB", "plain", "gzip"],
      [
        ["WebAssembly", kb(bytes), kb(gzipBytes)],
        ["as base64, which is what is shipped", kb(base64Bytes), kb(base64GzipBytes)],
      ],
    ),
  );
}
