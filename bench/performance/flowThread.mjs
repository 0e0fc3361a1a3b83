/** @file A second thread with its own share of the particles. */
import { parentPort } from "node:worker_threads";
import { kernels } from "../../dist/kernels/kernels.js";
import { share } from "./flow.mjs";

const compiled = kernels();
parentPort.on("message", (asked) => {
  if (asked === null) parentPort.close();
  else parentPort.postMessage(share(compiled, asked.first, asked.count));
});
