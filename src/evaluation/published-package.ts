import { execFileSync } from "node:child_process";
import { fileURLToPath } from "node:url";

const ROOT = fileURLToPath(new URL("../../", import.meta.url));

/** What `npm publish` would send; sizes in bytes. */
export interface PublishedPackage {
  /** Of the tarball. */
  readonly size: number;
  readonly unpackedSize: number;
  readonly files: readonly { readonly path: string; readonly size: number }[];
}

/** Asks npm, which packs but keeps nothing: some seconds. */
export function publishedPackage(): PublishedPackage {
  const args = ["pack", "--dry-run", "--json", "--ignore-scripts"];
  const out = execFileSync("npm", args, { cwd: ROOT, encoding: "utf8", stdio: ["ignore", "pipe", "ignore"] });
  return (JSON.parse(out) as [PublishedPackage])[0];
}
