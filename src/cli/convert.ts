import { convertScale } from "../guidance/systems.ts";
import { numberArgument } from "./numberArgument.ts";
import { printJson, printLine } from "./output.ts";

/** `guidelab convert VALUE --from SYSTEM --to SYSTEM` */
export async function convert(
  text: string,
  { from, to, json }: { readonly from: string; readonly to: string; readonly json?: true },
): Promise<void> {
  const answer = convertScale(numberArgument("convert", "value", text), from, to);
  if (json) return printJson(answer);
  printLine(`${text} (${from}) = ${answer.value} (${to})`);
  if (answer.note) printLine(`note: ${answer.note}`);
}
