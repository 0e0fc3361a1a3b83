import verdicts from "../../../../verdicts.json?raw";
import { CLAIMS } from "../../../papers/claims.ts";
import { paperOf } from "../../../papers/references.ts";
import { SECONDS } from "../../../papers/seconds.ts";
import type { ClaimEntry } from "../../panels/papers/entry.ts";
import { readVerdict } from "../../panels/papers/verdictWords.ts";
import type { Answer } from "../protocol.ts";

const recorded = JSON.parse(verdicts) as Readonly<Record<string, unknown>>;

/** Every claim as it is stated, with its recorded verdict; nothing is computed. */
export const answer: Answer<"claims"> = () =>
  CLAIMS.map(({ compute: _, judge: __, ...statement }): ClaimEntry => {
    const paper = paperOf(statement.paper);
    return {
      ...statement,
      paperTitle: paper?.title ?? "",
      recorded: readVerdict(recorded[statement.id]),
      seconds: SECONDS[statement.id]?.quick ?? null,
    };
  });
