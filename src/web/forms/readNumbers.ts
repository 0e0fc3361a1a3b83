/** Numbers of a text, separated by commas, semicolons or white space; a text that says what cannot be read. */
export function readNumbers(text: string): readonly number[] | string {
  const words = text.split(/[\s,;]+/).filter((word) => word !== "");
  if (words.length === 0) return "numbers are needed, separated by commas";
  const wrong = words.find((word) => !Number.isFinite(Number(word)));
  return wrong === undefined ? words.map(Number) : `“${wrong}” is no number`;
}
