import type { Axis } from "../../../guidance/weightSchedule.ts";

/** Axes of a schedule as the reader sees them. */
export const AXIS_WORDS: Readonly<Record<Axis, string>> = { t: "time t", u: "clock u = −ln m(t)", "log-snr": "log-SNR" };

/** Their symbols. */
export const AXIS_SYMBOLS: Readonly<Record<Axis, string>> = { t: "t", u: "u", "log-snr": "log-SNR" };
