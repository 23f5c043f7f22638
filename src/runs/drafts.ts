import { readFile } from "node:fs/promises";
import type { Recorded } from "../threads/messages.js";
import { Appender } from "./appender.js";

/** Segments with fewer documents are done again rather than drafted. */
const MANY = 64;

interface Draft {
  readonly segment: number;
  readonly document: number;
  readonly record: Recorded;
}

/**
 * Results of a long segment that is not finished: a feed of 100,000 items is one segment, since its bytes are written
 * as one, and what was repaired of it should not be lost when the run is killed.
 */
export class Drafts {
  private readonly known = new Map<number, Recorded>();
  private segment = -1;

  private constructor(private readonly file: Appender) {}

  /** Reads what there is for the segment that the run goes on with; a torn last line counts for nothing. */
  static async open(path: string, segment: number): Promise<Drafts> {
    const text = await readFile(path, "utf8").catch(() => "");
    const kept: string[] = [];
    const known: Draft[] = [];
    for (const line of text.split("\n").slice(0, -1)) {
      const draft = parsed(line);
      if (draft === undefined) break;
      if (draft.segment !== segment) continue;
      known.push(draft);
      kept.push(line, "\n");
    }
    const drafts = new Drafts(await Appender.open(path, 0));
    drafts.segment = segment;
    for (const { document, record } of known) drafts.known.set(document, record);
    if (kept.length > 0) await drafts.file.append(Buffer.from(kept.join("")));
    await drafts.file.flush();
    return drafts;
  }

  find(segment: number, document: number): Recorded | undefined {
    return segment === this.segment ? this.known.get(document) : undefined;
  }

  async add(draft: Draft, documents: number): Promise<void> {
    if (documents < MANY || this.find(draft.segment, draft.document) !== undefined) return;
    await this.file.append(Buffer.from(`${JSON.stringify(draft)}\n`));
  }

  /** The segment is finished: nothing of it is needed any more. */
  async clear(): Promise<void> {
    this.known.clear();
    if (this.file.size > 0) await this.file.cut(0);
  }

  async flush(): Promise<void> {
    await this.file.flush();
  }

  async close(): Promise<void> {
    await this.file.close();
  }
}

function parsed(line: string): Draft | undefined {
  try {
    return JSON.parse(line) as Draft;
  } catch {
    return undefined;
  }
}
