/** @file Changes of a section's record that leave it fit to be parsed: of its kind, of a field, of the way its times are given. */
import { applies, type Setting } from "./applies.ts";
import { fieldsOf, tagOf, type Written } from "./forms.ts";
import type { FormField } from "./schemaForm.ts";
import { startOf } from "./starts.ts";

/** The record with another kind: fields that the kind has, too, stay; those that it needs start. */
export function withKind(setting: Setting, kind: string): Written {
  const { half, section, value } = setting;
  const tag = tagOf(section);
  const kept = keptFields(fieldsOf(half, section, kind), value);
  const bad =
    section === "guidance" && kind === "autoguidance" && !setting.pair ? { bad: value.bad ?? { kind: "smoothing", sd: 0.5 } } : {};
  return trimmed({ ...setting, value: { [tag]: kind, ...kept, ...bad } });
}

/** The record with another value of a field; undefined leaves it out. */
export function withField(setting: Setting, name: string, fieldValue: unknown): Written {
  return trimmed({ ...setting, value: without({ ...setting.value, [name]: fieldValue }) });
}

/** A nested record, such as `remasking`, with another kind; null leaves it out. */
export function withVariant(setting: Setting, field: FormField, kind: string | null): Written {
  if (kind === null || field.input.type !== "variant") return withField(setting, field.name, undefined);
  const { half, section, value } = setting;
  const fields = field.input.kinds.get(kind) ?? [];
  const before = (value[field.name] ?? {}) as Written;
  const kept = keptFields(fields, before);
  const started = fields
    .filter(({ name, needed }) => needed && !(name in kept))
    .map((inner) => [inner.name, startOf(half, section, `${field.name}.${inner.name}`, inner)]);
  return withField(setting, field.name, { kind, ...kept, ...Object.fromEntries(started) });
}

/** The record with its times listed: the times themselves in place of what made them. */
export function withList(setting: Setting, times: readonly number[]): Written {
  return trimmed({ ...setting, value: { ...setting.value, grid: times } });
}

/** The record with even steps, as many as the list had, to the same end. */
export function withSteps(setting: Setting): Written {
  const { grid, ...value } = setting.value;
  if (!Array.isArray(grid)) return trimmed(setting);
  const last: unknown = grid.at(-1);
  const steps = fieldsOf(setting.half, setting.section, String(value.kind)).some(({ name }) => name === "steps");
  return trimmed({
    ...setting,
    value: {
      ...value,
      ...(steps ? { steps: Math.max(1, grid.length - 1) } : {}),
      ...(typeof last === "number" && last > 0 ? { end: last } : {}),
    },
  });
}

/** Drops what does not apply beside the rest; starts what is needed. */
export function trimmed(setting: Setting): Written {
  const { half, section, value } = setting;
  const fields = fieldsOf(half, section, String(value[tagOf(section)]));
  const kept = fields.filter(({ name }) => name in value && applies(setting, name)).map(({ name }) => [name, value[name]]);
  const started = fields
    .filter((field) => !(field.name in value) && applies(setting, field.name) && isNeeded(setting, field))
    .map((field) => [field.name, startOf(half, section, field.name, field)]);
  return { [tagOf(section)]: value[tagOf(section)], ...Object.fromEntries([...kept, ...started]) };
}

/** Fields that the schema lets be left out, but nothing can be computed without. */
function isNeeded({ half, section }: Setting, { name, needed }: FormField): boolean {
  if (needed) return true;
  if (section === "sampler") return name === "steps";
  return section === "process" && half === "masked" && (name === "power" || name === "horizon");
}

function keptFields(fields: readonly FormField[], value: Written): Written {
  return Object.fromEntries(
    fields.filter(({ name, accepts }) => value[name] !== undefined && accepts(value[name])).map(({ name }) => [name, value[name]]),
  );
}

function without(value: Written): Written {
  return Object.fromEntries(Object.entries(value).filter(([, entry]) => entry !== undefined));
}
