import { d1 } from "./arxiv2506_10971/d1.ts";
import { d2 } from "./arxiv2506_10971/d2.ts";
import { d3 } from "./arxiv2506_10971/d3.ts";
import { d4 } from "./arxiv2506_10971/d4.ts";
import { d5 } from "./arxiv2506_10971/d5.ts";
import { d7 } from "./arxiv2506_10971/d7.ts";
import { d8 } from "./arxiv2506_10971/d8.ts";
import type { Claim } from "./claim.ts";

/** Every claim, in the order of the report. */
export const CLAIMS: readonly Claim[] = [d1, d2, d3, d4, d5, d7, d8];
