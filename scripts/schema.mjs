/** @file `npm run schema`: writes the JSON Schema of the experiment file from its definition. A test holds the two together. */
import { writeFileSync } from "node:fs";
import { experimentJsonSchema } from "../dist/index.js";

writeFileSync(new URL("../schema/experiment.schema.json", import.meta.url), `${JSON.stringify(experimentJsonSchema(), null, 2)}\n`);
