import { mkdir } from "node:fs/promises";
import { basename, dirname, isAbsolute, join, normalize, sep } from "node:path";
import { shownName } from "../../reports/names.js";
import { writeAtomically } from "../atomic.js";
import { Failure } from "../failure.js";
import { print } from "../streams.js";

export interface OutputFlags {
  readonly output?: string;
  readonly out?: string;
  readonly write?: true;
}

/** Puts changed files where the flags say. */
export class Destinations {
  private readonly taken = new Map<string, string>();

  /** @throws Failure when the flags contradict one another, or one place is named for several files. */
  constructor(
    private readonly flags: OutputFlags,
    files: ReadonlySet<string>,
  ) {
    const { output, out, write } = flags;
    const given = [output !== undefined && "-o", out !== undefined && "--out", write && "--write"].filter(Boolean);
    if (given.length > 1) throw new Failure(`${given.join(" and ")} say two places for one text. Give one of them.`);
    if (given.length === 0 || output !== undefined) {
      if (files.size <= 1) return;
      throw new Failure(
        `the report names ${files.size} files, which cannot go ${output === undefined ? "to standard output" : "into one file"}. ` +
          "Name a folder with --out, or change the files in place with --write.",
      );
    }
  }

  /**
   * @param path where the bytes were read from; it is only written when they changed.
   * @throws Failure when the file cannot be written, or two files would land on one path.
   */
  async put(file: { readonly name: string; readonly path: string }, bytes: Uint8Array, changed: boolean) {
    const { output, out, write } = this.flags;
    if (write) {
      if (changed) await writeAtomically(file.path, bytes);
    } else if (out !== undefined) await writeAtomically(await this.pathBelow(out, file.name), bytes);
    else if (output !== undefined && output !== "-") await writeAtomically(output, bytes);
    else await print(bytes);
  }

  private async pathBelow(out: string, name: string): Promise<string> {
    const inside = normalize(name);
    const isBelow = !isAbsolute(inside) && inside !== ".." && !inside.startsWith(`..${sep}`);
    const path = join(out, isBelow ? inside : basename(inside));
    const other = this.taken.get(path);
    if (other !== undefined) {
      throw new Failure(
        `${shownName(name)}: it would land on ${shownName(path)}, where ${shownName(other)} is. Do them in two runs.`,
      );
    }
    this.taken.set(path, name);
    await mkdir(dirname(path), { recursive: true });
    return path;
  }
}
