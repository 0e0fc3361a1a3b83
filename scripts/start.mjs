/** @file `npm start`: set-up, then the main job: every claim computed and judged, the report written. */
import { join } from "node:path";
import { root, run, setUp } from "./setup.mjs";

setUp("tsconfig.shell.json");
const status = run(process.execPath, [join(root, "dist", "cli", "main.js"), "reproduce", "all", "--quick"]);
process.stdout.write(`
Open out/index.html in a browser. Then try
  npx guidelab law examples/two-squares.json --set guidance.w=8
  npx guidelab law examples/titanic.json --at 0.7
  npx guidelab law examples/two-gaussians.json
  npx guidelab figures examples/mirrored-intervals.json
  npx guidelab measure examples/hair-eye.json
  npx guidelab convert 7.5 --from diffusers --to w
  npm run lab
`);
process.exit(status);
