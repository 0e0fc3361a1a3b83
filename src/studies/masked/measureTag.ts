import type { Measured } from "../../measures/measured.ts";
import type { MaskedRun } from "./maskedRun.ts";

/** Names a value of the law, with its method: the law's, and how it was had from it. */
export type Tag = (name: string, value: number, how?: string) => Measured;

/** An exact function of a law is as exact as the law. */
export function tagger({ terminal }: MaskedRun): Tag {
  const { method } = terminal;
  return (name, value, how = "") => ({ name, value, method: how === "" ? method : `${method}; ${how}` });
}
