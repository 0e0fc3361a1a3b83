/** @file A small reader of JSON Schema, for the keywords that this project's schema uses: what an editor would say of a file. */

/** Keywords that say nothing about acceptance. */
const ANNOTATIONS: ReadonlySet<string> = new Set(["$schema", "title", "description", "default"]);

type Node = Readonly<Record<string, unknown>>;
type Check = (value: unknown, argument: unknown, schema: Node) => boolean;

const isObject = (value: unknown): value is Node => typeof value === "object" && value !== null && !Array.isArray(value);
const atLeast = (size: number, bound: unknown): boolean => size >= (bound as number);
const list = (argument: unknown): readonly Node[] => argument as readonly Node[];

const TYPES: Readonly<Record<string, (value: unknown) => boolean>> = {
  object: isObject,
  array: Array.isArray,
  string: (value) => typeof value === "string",
  number: (value) => typeof value === "number",
  integer: (value) => Number.isInteger(value),
  boolean: (value) => typeof value === "boolean",
  null: (value) => value === null,
};

/** A keyword about another type accepts. Source: JSON Schema 2020-12, validation vocabulary. */
const KEYWORDS: Readonly<Record<string, Check>> = {
  type: (value, type) => TYPES[type as string](value),
  const: (value, constant) => value === constant,
  enum: (value, values) => (values as readonly unknown[]).includes(value),
  minimum: (value, bound) => typeof value !== "number" || atLeast(value, bound),
  maximum: (value, bound) => typeof value !== "number" || value <= (bound as number),
  exclusiveMinimum: (value, bound) => typeof value !== "number" || value > (bound as number),
  exclusiveMaximum: (value, bound) => typeof value !== "number" || value < (bound as number),
  minLength: (value, bound) => typeof value !== "string" || atLeast(value.length, bound),
  minItems: (value, bound) => !Array.isArray(value) || atLeast(value.length, bound),
  items: (value, schema) => !Array.isArray(value) || value.every((item) => accepts(schema, item)),
  required: (value, names) => !isObject(value) || (names as readonly string[]).every((name) => Object.hasOwn(value, name)),
  properties: (value, schemas) =>
    !isObject(value) ||
    Object.entries(schemas as Node).every(([name, schema]) => !Object.hasOwn(value, name) || accepts(schema, value[name])),
  additionalProperties: (value, schema, { properties = {} }) =>
    !isObject(value) || Object.entries(value).every(([name, entry]) => Object.hasOwn(properties as Node, name) || accepts(schema, entry)),
  propertyNames: (value, schema) => !isObject(value) || Object.keys(value).every((name) => accepts(schema, name)),
  anyOf: (value, schemas) => list(schemas).some((schema) => accepts(schema, value)),
  oneOf: (value, schemas) => list(schemas).filter((schema) => accepts(schema, value)).length === 1,
};

/**
 * Whether a JSON value satisfies a JSON Schema.
 *
 * @param schema a schema object or boolean, of the keywords above
 * @throws RangeError for a keyword or type that is not known here, so that nothing is accepted by ignorance
 */
export function accepts(schema: unknown, value: unknown): boolean {
  if (typeof schema === "boolean") return schema;
  return Object.entries(schema as Node).every(([keyword, argument]) => {
    if (ANNOTATIONS.has(keyword)) return true;
    const check = KEYWORDS[keyword];
    if (check === undefined) throw new RangeError(`accepts: keyword must be one of ${Object.keys(KEYWORDS).join(", ")}, got ${keyword}`);
    return check(value, argument, schema as Node);
  });
}
