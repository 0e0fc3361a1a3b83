import type { z } from "zod";
import { BadInput } from "../numerics/badInput.ts";

type Issue = z.core.$ZodIssue;

/** The first issue of a failed parse as `<field> must be <constraint>, got <value>`. */
export function explained(error: z.ZodError, input: unknown, prefix = ""): BadInput {
  const issue = deepest(error.issues[0], []);
  if (issue.code === "invalid_key") {
    return new BadInput(fieldName(issue.path.slice(0, -1), prefix), "a record of entries with names that are not empty", issue.path.at(-1));
  }
  const extra = issue.code === "unrecognized_keys" ? [issue.keys[0]] : [];
  const path = [...issue.path, ...extra];
  return new BadInput(fieldName(path, prefix), constraint(issue), valueAt(input, path));
}

/** `world.classes.z1.law[3]` */
function fieldName(path: readonly PropertyKey[], prefix: string): string {
  let name = prefix;
  for (const key of path) name += typeof key === "number" ? `[${key}]` : `${name === "" ? "" : "."}${String(key)}`;
  return name === "" ? "experiment" : name;
}

/** Inside a union that nothing matched: the branch that went furthest. */
function deepest(issue: Issue, base: readonly PropertyKey[]): Issue {
  const path = [...base, ...issue.path];
  if (issue.code === "invalid_union" && issue.errors.length > 0) {
    const branches = issue.errors.map(([first]) => deepest(first, path));
    const kindMatched = branches.filter((branch) => branch.path.length > path.length || branch.code !== "invalid_type");
    return (kindMatched.length > 0 ? kindMatched : branches).reduce((a, b) => (b.path.length > a.path.length ? b : a));
  }
  return { ...issue, path: [...path] } as Issue;
}

function constraint(issue: Issue): string {
  switch (issue.code) {
    case "invalid_type":
      return withArticle(TYPE_NAMES[issue.expected] ?? issue.expected);
    case "too_small":
      return bounded(issue.origin, issue.inclusive ? "at least" : "above", Number(issue.minimum));
    case "too_big":
      return bounded(issue.origin, issue.inclusive ? "at most" : "below", Number(issue.maximum));
    case "invalid_value":
      return issue.values.length === 1 ? JSON.stringify(issue.values[0]) : `one of ${issue.values.join(", ")}`;
    case "invalid_union":
      return "options" in issue && Array.isArray(issue.options) ? `one of ${issue.options.join(", ")}` : "of a known form";
    case "unrecognized_keys":
      return "left out (unknown field)";
    default:
      return issue.message;
  }
}

const withArticle = (noun: string): string => `${/^[aeiou]/.test(noun) ? "an" : "a"} ${noun}`;

const TYPE_NAMES: Readonly<Record<string, string>> = {
  int: "integer",
  number: "finite number",
  array: "list",
  record: "record of named entries",
};

function bounded(origin: string, relation: string, bound: number): string {
  if (origin === "array") return `a list of ${relation} ${bound} ${bound === 1 ? "entry" : "entries"}`;
  return origin === "string" ? "a text that is not empty" : `${relation} ${bound}`;
}

function valueAt(input: unknown, path: readonly PropertyKey[]): unknown {
  let value = input;
  for (const key of path) {
    if (typeof value !== "object" || value === null || !Object.hasOwn(value, key)) return undefined;
    value = (value as Record<PropertyKey, unknown>)[key];
  }
  return value;
}
