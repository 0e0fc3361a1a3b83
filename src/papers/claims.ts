import { m1 } from "./arxiv2305_19947/m1.ts";
import { g1 } from "./arxiv2403_01639/g1.ts";
import { g2 } from "./arxiv2403_01639/g2.ts";
import { g3 } from "./arxiv2403_01639/g3.ts";
import { g4 } from "./arxiv2403_01639/g4.ts";
import { c1 } from "./arxiv2409_13074/c1.ts";
import { c2 } from "./arxiv2409_13074/c2.ts";
import { c3 } from "./arxiv2409_13074/c3.ts";
import { c4 } from "./arxiv2409_13074/c4.ts";
import { c5 } from "./arxiv2409_13074/c5.ts";
import { c6 } from "./arxiv2409_13074/c6.ts";
import { c7 } from "./arxiv2409_13074/c7.ts";
import { c9 } from "./arxiv2409_13074/c9.ts";
import { c10 } from "./arxiv2409_13074/c10.ts";
import { p1 } from "./arxiv2505_01382/p1.ts";
import { p2 } from "./arxiv2505_01382/p2.ts";
import { p3 } from "./arxiv2505_01382/p3.ts";
import { p4 } from "./arxiv2505_01382/p4.ts";
import { p5 } from "./arxiv2505_01382/p5.ts";
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
import { e1 } from "./arxiv2602_00716/e1.ts";
import { e2 } from "./arxiv2602_00716/e2.ts";
import { e3 } from "./arxiv2602_00716/e3.ts";
import { m2 } from "./arxiv2602_06021/m2.ts";
import type { Claim } from "./claim.ts";

/** Every claim, in the order of the report. */
export const CLAIMS: readonly Claim[] = [
  d1,
  d2,
  d3,
  d4,
  d5,
  d6,
  d7,
  d8,
  d9,
  d11,
  n1,
  n2,
  n3,
  n4,
  x1,
  x2,
  x3,
  x4,
  c1,
  c2,
  c3,
  c4,
  c5,
  c6,
  c7,
  c9,
  c10,
  p1,
  p2,
  p3,
  p4,
  p5,
  g1,
  g2,
  g3,
  g4,
  e1,
  e2,
  e3,
  m1,
  m2,
];
