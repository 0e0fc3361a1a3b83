import { describe, expect, it } from "vitest";
import type { LawRecord } from "../../src/studies/law.ts";
import { bruteForceLaw } from "../../testing/bruteForceLaw.ts";
import { expectClose } from "../../testing/close.ts";
import { guidedChain } from "../../testing/revealChain.ts";
import { stepMatrix, timesMatrix } from "../../testing/stepMatrix.ts";
import { linearNoise, type SteppedSampler, stepSurvival } from "../../testing/stepSurvival.ts";
import { contrast } from "../masked/sampling/sampled.ts";
import { experiment, lawOf, sampledBy } from "./contrastExperiment.ts";

const K = contrast.alphabet;
const states = (K + 1) ** 2;

