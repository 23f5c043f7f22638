import { createHash } from "node:crypto";
import { resolve } from "node:path";
import type { PlannedFile } from "../runs/index.js";
import type { JobFile } from "./job.js";
import type { Storage } from "./storage.js";

/** Tells jobs where other machines find a run's inputs; where they share no folder, the storage gets them first. */
export class SentInputs {
  private readonly sent = new Map<string, Promise<string>>();

  constructor(
    private readonly storage: Storage,
    private readonly run: string,
  ) {}

  /** Names in the storage. */
  get names(): readonly string[] {
    return [...this.sent.keys()];
  }

  async fileFor(file: PlannedFile): Promise<JobFile> {
    const path = resolve(file.path);
    if (this.storage.address.startsWith("file:")) return { ...file, path };
    const id = createHash("sha256").update(JSON.stringify(file)).digest("hex").slice(0, 32);
    const object = `${this.run}/inputs/${id}`;
    const sent = this.sent.get(object) ?? this.send(object, path);
    this.sent.set(object, sent);
    return { ...file, path: object, object: await sent };
  }

  private async send(object: string, path: string): Promise<string> {
    try {
      if (!(await this.storage.has(object))) await this.storage.put(object, { path });
      return object;
    } catch (error) {
      this.sent.delete(object);
      throw error;
    }
  }
}
