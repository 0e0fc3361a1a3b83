import type { Route } from "../../../studies/continuous/figuresRoute.ts";

/** Routes over the same angles as one, path after path. @param routes at least one */
export function joinRoutes(routes: readonly Route[]): Route {
  const [first] = routes;
  if (first === undefined) throw new RangeError("joinRoutes: routes must be at least one, got none");
  const { times, dimension: d } = first.paths;
  const n = routes.reduce((sum, { paths }) => sum + paths.n, 0);
  const points = new Float64Array(times * n * d);
  let before = 0;
  for (const { paths } of routes) {
    for (let k = 0; k < times; k++) points.set(paths.points.subarray(k * paths.n * d, (k + 1) * paths.n * d), (k * n + before) * d);
    before += paths.n;
  }
  return { ...first, paths: { points, times, n, dimension: d }, lost: routes.reduce((sum, { lost }) => sum + lost, 0) };
}
