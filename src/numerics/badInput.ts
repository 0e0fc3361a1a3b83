/** What a caller gave and must not: `<where>: <field> must be <constraint>, got <value>`. The command line answers it with exit code 2. */
export class BadInput extends RangeError {
  override readonly name = "BadInput";
  /** The message without its `where`, for a shell that names the file instead. */
  readonly detail: string;
  /** Whether `where` was named here, as opposed to left to the shell. */
  readonly placed: boolean;

  /**
   * @param field      path of the offending field, `world.classes.z1.law`
   * @param constraint what it must be, after "must be"
   * @param got        the offending value, shown
   * @param where      function or file; empty when the shell should name its source
   */
  constructor(field: string, constraint: string, got: unknown, where = "") {
    const detail = `${field} must be ${constraint}, got ${shown(got)}`;
    super(where === "" ? detail : `${where}: ${detail}`);
    this.detail = detail;
    this.placed = where !== "";
  }

  /** The same complaint, placed. */
  at(where: string): BadInput {
    this.message = `${where}: ${this.detail}`;
    return this;
  }
}

/** A value as a message shows it: one line, lists cut after four entries, text cut after 60 characters. */
export function shown(value: unknown): string {
  if (value === undefined) return "nothing";
  if (typeof value === "number") return String(value);
  if (ArrayBuffer.isView(value)) return shown(Array.from(value as Float64Array));
  if (Array.isArray(value)) {
    const head = value.slice(0, 4).map(shown).join(", ");
    return value.length > 4 ? `[${head}, … ${value.length} entries]` : `[${head}]`;
  }
  if (value instanceof Raw) return value.text;
  const text = JSON.stringify(value) ?? String(value);
  return text.length > 60 ? `${text.slice(0, 57)}…` : text;
}

/** Text to be shown as it stands, without quotes: `51^40`. */
export class Raw {
  readonly text: string;
  constructor(text: string) {
    this.text = text;
  }
}
