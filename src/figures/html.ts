/** @file HTML text that cannot be forgotten to escape: `html` escapes every value that is not itself the result of `html`. */

/** A piece of finished HTML. */
export interface Html {
  readonly html: string;
}

type Content = string | number | Html | readonly Html[];

/** Template tag: literal parts stay, strings and numbers are escaped, pieces and lists of pieces are put in as they are. */
export function html(literals: TemplateStringsArray, ...values: readonly Content[]): Html {
  return { html: literals.map((literal, i) => (i === 0 ? literal : rendered(values[i - 1]) + literal)).join("") };
}

/** Trusted markup, such as a drawn SVG. */
export const markup = (trusted: string): Html => ({ html: trusted });

/** A command to type; it wraps between its words only. */
export const commandLine = (command: string): Html => html`<code>${command.split(" ").map((word) => html`<span>${word}</span>`)}</code>`;

export const nothing: Html = markup("");

function rendered(value: Content): string {
  if (typeof value === "string" || typeof value === "number") return escapeHtml(String(value));
  return "html" in value ? value.html : value.map((piece) => piece.html).join("\n");
}

const entities: Readonly<Record<string, string>> = { "&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;", "'": "&#39;" };

/** Text safe inside HTML elements and quoted attributes. */
export const escapeHtml = (text: string): string => text.replace(/[&<>"']/g, (letter) => entities[letter]);
