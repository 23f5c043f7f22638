/** Where the held-back model lies, and whether it is still the one that `data:model` would give. */
import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";

export interface HeldBackPlaces {
  readonly folder: string;
  /** The language model built without the held-back items. */
  readonly model: string;
  /** The command that it follows. */
  readonly madeBy: string;
}

export const HELD_BACK_COMMAND = "npm run data:held-back";

/** `root` is the repository's folder. */
export function heldBackPlaces(root: string): HeldBackPlaces {
  const folder = join(root, ".cache", "held-back");
  return { folder, model: join(folder, "background.lm"), madeBy: join(folder, "made-by.txt") };
}

/** The arguments to `node` of the script `data:model` in package.json; they hold no blanks. */
export function modelCommand(root: string): string[] {
  const { scripts } = JSON.parse(readFileSync(join(root, "package.json"), "utf8")) as {
    scripts: Readonly<Record<string, string>>;
  };
  return (scripts["data:model"] ?? "").split(" ").slice(1);
}

/** Why the held-back model cannot be used; null when it can. */
export function heldBackObstacle(root: string): string | null {
  const { folder, madeBy } = heldBackPlaces(root);
  if (!existsSync(madeBy)) return `${folder} holds no model: run "${HELD_BACK_COMMAND}" (three minutes, 4 GB)`;
  if (readFileSync(madeBy, "utf8").trim() === modelCommand(root).join(" ")) return null;
  return `the model in ${folder} follows another "data:model" than package.json: run "${HELD_BACK_COMMAND}" again`;
}
