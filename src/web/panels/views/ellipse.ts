/** @file Two coordinates of Gaussian laws. */
import type { CloudViews, LawName, MomentViews } from "./record.ts";

export interface Ellipse {
  readonly name: LawName;
  readonly mean: readonly [number, number];
  /** Row-major. */
  readonly covariance: readonly [number, number, number, number];
}

/** Mean and covariance of two coordinates of each law. */
export function ellipsesOf(views: MomentViews | CloudViews, [a, b]: readonly number[]): readonly Ellipse[] {
  if (views.kind === "cloud") return [];
  const { dimension } = views;
  const [i, j] = [a ?? 0, b ?? 1];
  return (["conditional", "tilted", "law"] as const).flatMap((name) => {
    const law = views[name];
    if (!law) return [];
    const entry = (row: number, column: number): number => law.covariance[row * dimension + column] ?? 0;
    return [
      {
        name,
        mean: [law.mean[i] ?? 0, law.mean[j] ?? 0] as const,
        covariance: [entry(i, i), entry(i, j), entry(j, i), entry(j, j)] as const,
      },
    ];
  });
}

/** Points one standard deviation from the mean, all around. */
export function outline({ mean, covariance: [xx, xy, , yy] }: Ellipse, count = 90): readonly (readonly [number, number])[] {
  const l = Math.sqrt(Math.max(0, xx));
  const m = l > 0 ? xy / l : 0;
  const n = Math.sqrt(Math.max(0, yy - m * m));
  return Array.from({ length: count + 1 }, (_, k) => {
    const angle = (2 * Math.PI * k) / count;
    return [mean[0] + l * Math.cos(angle), mean[1] + m * Math.cos(angle) + n * Math.sin(angle)] as const;
  });
}
