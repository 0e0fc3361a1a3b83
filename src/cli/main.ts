#!/usr/bin/env node
/** @file The command line: parse, call, write. Commands are loaded when called, so that `--help` is quick. */
import { readFileSync } from "node:fs";
import { Command, CommanderError } from "commander";
import { SYSTEMS } from "../guidance/systems.ts";
import { BadInput } from "../numerics/badInput.ts";

const packageJson = JSON.parse(readFileSync(new URL("../../package.json", import.meta.url), "utf8")) as { version: string };

const EXIT = { done: 0, failed: 1, badInput: 2, bug: 70 } as const;

const experimentHelp = "experiment file (JSON or YAML), or - for standard input";
const collect = (value: string, before: readonly string[] = []): readonly string[] => [...before, value];

function program(): Command {
  const cli = new Command("guidelab")
    .description(
      "Says exactly what classifier-free guidance does: the law that comes out, where it differs from the one wanted.\nw: exponents (1 + w, -w); -1 unconditional, 0 conditional.",
    )
    .version(packageJson.version)
    .exitOverride()
    .configureOutput({ writeErr: () => {} })
    .showHelpAfterError(false);
  experimentCommand(cli, "law", "the exact law of the experiment's sampler, with tilted, conditional and distances")
    .option("--at <u>", "law at unmask clock u, masked states included")
    .option("--grid <axes>", "points of a continuous law: x=low:high:count, in the plane x=…,y=…")
    .option("--npz <file>", "also write the laws as NumPy arrays")
    .action(async (path: string, options) => (await import("./law.ts")).law(path, options));
  experimentCommand(cli, "measure", "every measure that applies, each with its method").action(async (path: string, options) =>
    (await import("./measure.ts")).measure(path, options),
  );
  experimentCommand(cli, "sample", "samples of the experiment's sampler, and counts where the space is small")
    .requiredOption("-n <count>", "number of samples")
    .option("--out <file>", "write them: .npz, .csv or .parquet")
    .option("--samples", "list them with --json, up to 100000 tokens")
    .option("--seed <seed>", "instead of the experiment's")
    .action(async (path: string, options) => (await import("./sample.ts")).sample(path, options));
  experimentCommand(cli, "budget", "the error budget: from the wanted law to the samples, each step's total variation with its method")
    .option("-n <count>", "samples per law that is sampled", "10000")
    .option("--particles <counts>", "also go for the tilted law with that many weighted particles, e.g. 100,1000,10000")
    .action(async (path: string, options) => (await import("./budget.ts")).budget(path, options));
  experimentCommand(cli, "figures", "figures of the experiment, each a picture and a table of its numbers")
    .option("--out <dir>", "folder for them", "out/figures")
    .action(async (path: string, options) => (await import("./figures.ts")).figures(path, options));
  cli
    .command("convert")
    .argument("<value>", "guidance scale, in the system it comes from")
    .description("a guidance scale between the conventions of papers and libraries")
    .requiredOption("--from <system>", "system of the value")
    .requiredOption("--to <system>", "system of the answer")
    .option("--json", "one JSON document on standard output")
    .addHelpText("after", `\nSystems: ${[...SYSTEMS.keys()].join(", ")}`)
    .action(async (value: string, options) => (await import("./convert.ts")).convert(value, options));
  cli
    .command("reproduce")
    .argument("[paper]", "arXiv id, a claim's id, or all", "all")
    .description("papers' claims with computed verdicts, figures and a report; exit 1 when a verdict differs from the recorded one")
    .option("--out <dir>", "folder of the report", "out")
    .option("--quick", "all claims on smaller grids, for a first look")
    .option("--formats <list>", "of figures: svg, png, pdf", "svg")
    .option("--workers <n>", "threads (default: one per core, at most 8)")
    .option("--fresh", "compute again what is done already")
    .option("--json", "one JSON document on standard output")
    .action(async (paper: string, options) =>
      (await import("./reproduce.ts")).reproduce(paper, { ...options, version: packageJson.version }),
    );
  cli
    .command("serve")
    .description("the web lab and the stored results in a browser, read-only; for this machine alone unless --host says otherwise")
    .option("--port <n>", "0 takes any free one", "4173")
    .option("--host <address>", "to listen on; 0.0.0.0 lets other machines in", "127.0.0.1")
    .option("--results <dir>", "folder of a report, served at /results/ (default: out, if there)")
    .option("--json", "one JSON document on standard output")
    .action(async (options) => (await import("./serve.ts")).serve(options));
  return cli;
}

function experimentCommand(cli: Command, name: string, description: string): Command {
  return cli
    .command(name)
    .argument("<experiment>", experimentHelp)
    .description(description)
    .option("--json", "one JSON document on standard output")
    .option("--set <path=value>", "override a field, e.g. guidance.w=4; repeatable", collect)
    .option("--memory <size>", "bytes that arrays may take, e.g. 4GiB (default: half of the free memory)");
}

/** One line on standard error for a caller's mistake. */
function explain(error: unknown): number {
  if (error instanceof CommanderError) {
    if (error.exitCode === 0) return EXIT.done;
    const got = error.code === "commander.help" ? "no command" : error.message.replace(/^error: /, "").replaceAll(/\s+/g, " ");
    process.stderr.write(`guidelab: arguments must be as --help says, got ${got}\n`);
    return EXIT.badInput;
  }
  if (error instanceof BadInput) {
    process.stderr.write(`${error.message.replaceAll(/\s*\p{Cc}\s*/gu, " ")}\n`);
    return EXIT.badInput;
  }
  process.stderr.write(`guidelab: this is a bug: ${error instanceof Error ? (error.stack ?? error.message) : String(error)}\n`);
  return EXIT.bug;
}

process.stdout.on("error", (error: NodeJS.ErrnoException) => {
  // The reader has gone (`guidelab law … | head`): nothing is left to say.
  if (error.code === "EPIPE") process.exit(EXIT.done);
  throw error;
});

try {
  await program().parseAsync();
} catch (error) {
  process.exitCode = explain(error);
}
