const CHUNK = 8192;

/**
 * The JSON text of a plain value in pieces, so that a law of millions of entries never becomes one string. Typed arrays are lists,
 * numbers that are not finite null, undefined fields left out.
 */
export function* jsonPieces(value: unknown): Generator<string> {
  if (ArrayBuffer.isView(value) || Array.isArray(value)) {
    const list = value as ArrayLike<unknown> & { slice: (from: number, to: number) => ArrayLike<unknown> };
    yield "[";
    for (let from = 0; from < list.length; from += CHUNK) {
      const part = Array.from(list.slice(from, from + CHUNK));
      if (from > 0) yield ",";
      if (part.every((entry) => typeof entry === "number")) yield JSON.stringify(part).slice(1, -1);
      else yield* separated(part.map((entry) => () => jsonPieces(entry)));
    }
    yield "]";
  } else if (typeof value === "object" && value !== null) {
    const entries = Object.entries(value).filter(([, entry]) => entry !== undefined);
    yield "{";
    yield* separated(
      entries.map(
        ([key, entry]) =>
          function* () {
            yield `${JSON.stringify(key)}:`;
            yield* jsonPieces(entry);
          },
      ),
    );
    yield "}";
  } else yield JSON.stringify(value ?? null);
}

function* separated(parts: readonly (() => Generator<string>)[]): Generator<string> {
  for (const [i, part] of parts.entries()) {
    if (i > 0) yield ",";
    yield* part();
  }
}
