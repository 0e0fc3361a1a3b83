/**
 * How a masked guided sampler turns the guided conditional q_i(v|S) = p_c(v|S)^{1+w} p(v|S)^{−w} into a rate in the unmask clock:
 * - `rates`: q_i(v|S) itself, total Z_i per site (arXiv:2406.01572, 2506.10971);
 * - `tokens`: q_i(v|S)/Z_i, total 1 per site (arXiv:2412.10193 as released, 2507.08965);
 * - `oracle`: the conditionals of the tilted law p_w itself, total 1 per site. Only possible where the tilted law is known.
 */
export type Rule = "rates" | "tokens" | "oracle";

export const RULES: readonly Rule[] = ["rates", "tokens", "oracle"];
