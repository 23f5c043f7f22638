import { UnspinError } from "./errors.js";
import type { Relate } from "./reading.js";
import { type AnyStore, RETRIEVED, Relater, type Retrieved } from "./reference/index.js";
import type { Resources } from "./resources.js";
import { textParts } from "./text-parts.js";

/** What the reference corpus holds for one document, looked up ahead of its repair. */
export interface Prepared {
  readonly retrieved: readonly Retrieved[];
  /** The same for each part of a document that is read in parts. */
  readonly parts?: readonly Prepared[];
}

const NOTHING: Prepared = { retrieved: [] };

/** Looks documents up in the reference corpus, and relates them to what is found; one for an engine. */
export class ReferenceReader {
  private opened: Relater | undefined;

  constructor(
    private readonly resources: Resources,
    private readonly store: AnyStore | null,
  ) {}

  /** Must documents be looked up ahead, since the store does not answer at once? */
  get isRemote(): boolean {
    return this.store?.place === "remote";
  }

  async prepare(text: string): Promise<Prepared> {
    if (this.store === null) return NOTHING;
    const retrieved = await this.store.retrieve(this.relater.query(text), RETRIEVED);
    const texts = textParts(text);
    if (texts.length === 1) return { retrieved };
    const parts: Prepared[] = [];
    for (const part of texts)
      parts.push({ retrieved: await this.store.retrieve(this.relater.query(part.text), RETRIEVED) });
    return { retrieved, parts };
  }

  /**
   * How a document is related to what was prepared for it, or to what the store has; null without either.
   * @throws UnspinError when nothing was prepared and the store is a remote one.
   */
  relating(text: string, prepared?: Prepared): Relate | null {
    if (this.store === null && prepared === undefined) return null;
    const { retrieved } = prepared ?? this.look(text);
    return retrieved.length === 0 ? null : (document) => this.relater.relate(document, retrieved);
  }

  close(): void {
    // A server's connections close in their own time; nobody waits for them, and what fails then changes nothing.
    void Promise.resolve(this.store?.close()).catch(() => undefined);
  }

  private look(text: string): Prepared {
    if (this.store === null) return NOTHING;
    if (this.store.place === "embedded") return { retrieved: this.store.retrieve(this.relater.query(text), RETRIEVED) };
    throw new UnspinError(
      "the reference store is on a server, so looking a document up is a step of its own: " +
        "const prepared = await engine.prepare(text), and then engine.repair(text, prepared); the same for detect and explain.",
    );
  }

  private get relater(): Relater {
    this.opened ??= new Relater(this.resources);
    return this.opened;
  }
}
