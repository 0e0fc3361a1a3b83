/** @file What each field of the view may be. */
import { z } from "zod";
import { CURVES, type LabView } from "./labState.ts";

const place = z.int().min(0);

export const VIEW_FIELDS: { readonly [Name in keyof LabView]: z.ZodType } = {
  t: z.number().min(0).max(1),
  samples: z.int().min(1).max(200_000),
  axes: z.tuple([place, place]).refine(([a, b]) => a !== b),
  cut: z.array(place.nullable()),
  curve: z.enum(CURVES),
  reach: z.tuple([z.number().min(-1), z.number().max(1000)]).refine(([from, to]) => from < to),
  duel: z.record(z.string(), z.unknown()).nullable(),
  claim: z.string().nullable(),
};
