/** Part of `npm run build`: bundles the page of the HTML report into one script and one style. */
import { fileURLToPath } from "node:url";
import { build } from "esbuild";

const at = (path: string) => fileURLToPath(new URL(path, import.meta.url));

await build({
  entryPoints: [
    { in: at("../src/page/main.tsx"), out: "page" },
    { in: at("../src/page/style/page.css"), out: "page" },
  ],
  outdir: at("./page"),
  bundle: true,
  minify: true,
  format: "iife",
  target: ["chrome109", "firefox115", "safari16.4"],
  tsconfig: at("../src/page/tsconfig.json"),
  legalComments: "none",
  logLevel: "warning",
});
