import { cfg } from "./cfg.ts";
import type { ContinuousRule } from "./rule.ts";

/**
 * Autoguidance (arXiv:2406.02070): the combination of `cfg` between a model and a worse version of itself, both for the same condition. The
 * caller gives the pair so: `conditional` is the model, `unconditional` the bad one. w = −1 is then the bad model; the paper's weight is
 * 1 + w.
 */
export const autoguidance: ContinuousRule = { ...cfg, name: "autoguidance", source: "arXiv:2406.02070" };
