/** Part of `npm run build`: compiles the dictionaries that come along, so that opening an engine parses nothing. */
import { writeFileSync } from "node:fs";
import { IMAGE_PATH, makeImage } from "./resources.js";

writeFileSync(IMAGE_PATH, await makeImage());
