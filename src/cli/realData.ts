import { freemem } from "node:os";
import { fileURLToPath } from "node:url";
import type { RealDataEntry } from "../figures/report.ts";
import { readTable } from "../files/csv.ts";
import { readExperiment } from "../files/readExperiment.ts";
import { asMasked } from "../studies/experiment.ts";
import { accountOf } from "../studies/masked/account.ts";

const TABLES = [
  {
    id: "titanic",
    title: "Titanic: guidance towards those who survived",
    source:
      "2201 persons aboard by ticket class, sex, age group and survival: British Board of Trade inquiry, as tabulated by R. J. M. Dawson, Journal of Statistics Education 3(3), 1995.",
  },
  {
    id: "hair-eye",
    title: "Hair and eye colour of 592 students: guidance towards women",
    source:
      "Statistics students at the University of Delaware: R. D. Snee, The American Statistician 28, 1974; the split by sex was added for teaching by M. Friendly, 1992.",
  },
];

/** What guidance does to the two contingency tables that ship as examples. */
export function realData(): readonly RealDataEntry[] {
  return TABLES.map(({ id, title, source }) => {
    const path = fileURLToPath(new URL(`../../examples/${id}.json`, import.meta.url));
    const { experiment, resolve } = readExperiment(path);
    const resources = { memory: freemem() / 2, table: (file: string) => readTable(resolve(file)) };
    return { id, title, source, ...accountOf(id, { ...asMasked(experiment), name: title }, resources) };
  });
}
