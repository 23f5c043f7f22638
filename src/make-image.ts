/** Part of `npm run build`: compiles the dictionaries that come along, so that opening an engine parses nothing. */
import { chmodSync, writeFileSync } from "node:fs";
import { IMAGE_PATH, makeImage } from "./resources.js";

writeFileSync(IMAGE_PATH, await makeImage());
// The compiler makes files that cannot be run, and npm puts that right only when it installs.
chmodSync(new URL("./cli/main.js", import.meta.url), 0o755);
