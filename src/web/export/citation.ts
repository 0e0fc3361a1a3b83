/** What a BibTeX note refers to. */
export interface Cited {
  /** SHA-256 of the experiment's canonical JSON, hexadecimal. */
  readonly id: string;
  readonly version: string;
  /** The lab's address with its state. */
  readonly link: string;
  /** What is on screen, in words. */
  readonly title: string;
  /** How its numbers were obtained; empty where nothing is computed. */
  readonly method: string;
  readonly year: number;
}

/** A BibTeX entry for exactly what is on screen. */
export function bibtex({ id, version, link, title, method, year }: Cited): string {
  const how = method === "" ? "" : `; method: ${method}`;
  return `@misc{guidelab-${id.slice(0, 12)},
  title        = {${escaped(title)}},
  howpublished = {guidelab ${version}, experiment ${id}},
  note         = {${escaped(`exact law of a guided sampler${how}`)}},
  url          = {${link.replaceAll("{", "%7B").replaceAll("}", "%7D")}},
  year         = {${year}}
}
`;
}

/** Signs that mean something to TeX. */
const SIGNS: Readonly<Record<string, string>> = {
  "\\": "\\textbackslash{}",
  "{": "\\{",
  "}": "\\}",
  "%": "\\%",
  "&": "\\&",
  "#": "\\#",
  $: "\\$",
  _: "\\_",
  "^": "\\^{}",
  "~": "\\~{}",
  "−": "$-$",
};

const escaped = (text: string): string => Array.from(text, (sign) => SIGNS[sign] ?? sign).join("");
