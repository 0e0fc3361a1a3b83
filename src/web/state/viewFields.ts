/** @file What each field of the view may be. */
import { z } from "zod";
import { CURVES, type LabView, MARKS } from "./labState.ts";

const ends = z.tuple([z.number(), z.number()]).refine(([low, high]) => low < high);

const place = z.int().min(0);

export const VIEW_FIELDS: { readonly [Name in keyof LabView]: z.ZodType } = {
  t: z.number().min(0).max(1),
  speed: z.number().min(0.1).max(10),
  samples: z.int().min(1).max(200_000),
  axes: z.tuple([place, place]).refine(([a, b]) => a !== b),
  cut: z.array(place.nullable()),
  scale: z
    .strictObject({
      of: z.string(),
      top: z.number().positive(),
      span: z.number().positive(),
      frame: z.array(ends).min(1).max(2).nullable(),
    })
    .nullable(),
  marks: z.enum(MARKS),
  curve: z.enum(CURVES),
  reach: z.tuple([z.number().min(-1), z.number().max(1000)]).refine(([from, to]) => from < to),
  over: z.enum(["t", "u", "log-snr"]),
  duel: z.record(z.string(), z.unknown()).nullable(),
  claim: z.string().nullable(),
  sought: z.strictObject({ paper: z.string().nullable(), verdict: z.string().nullable(), text: z.string() }),
};
