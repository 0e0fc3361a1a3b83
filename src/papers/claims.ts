import { d1 } from "./arxiv2506_10971/d1.ts";
import { d2 } from "./arxiv2506_10971/d2.ts";
import { d3 } from "./arxiv2506_10971/d3.ts";
import { d4 } from "./arxiv2506_10971/d4.ts";
import { d5 } from "./arxiv2506_10971/d5.ts";
import { d6 } from "./arxiv2506_10971/d6.ts";
import { d7 } from "./arxiv2506_10971/d7.ts";
import { d8 } from "./arxiv2506_10971/d8.ts";
import { d9 } from "./arxiv2506_10971/d9.ts";
import { d11 } from "./arxiv2506_10971/d11.ts";
import { x1 } from "./arxiv2506_10971/x1.ts";
import { x2 } from "./arxiv2506_10971/x2.ts";
import { x4 } from "./arxiv2506_10971/x4.ts";
import { n1 } from "./arxiv2507_08965/n1.ts";
import { n2 } from "./arxiv2507_08965/n2.ts";
import { n3 } from "./arxiv2507_08965/n3.ts";
import { n4 } from "./arxiv2507_08965/n4.ts";
import { x3 } from "./arxiv2507_08965/x3.ts";
import type { Claim } from "./claim.ts";

/** Every claim, in the order of the report. */
export const CLAIMS: readonly Claim[] = [d1, d2, d3, d4, d5, d6, d7, d8, d9, d11, n1, n2, n3, n4, x1, x2, x3, x4];
