import type { Relate } from "./reading.js";
import { type EmbeddedStore, RETRIEVED, Relater, type Retrieved } from "./reference/index.js";
import type { Resources } from "./resources.js";

/** What the reference corpus holds for one document, looked up ahead of its repair. */
export interface Prepared {
  readonly retrieved: readonly Retrieved[];
}

const NOTHING: Prepared = { retrieved: [] };

/** Looks documents up in the reference corpus, and relates them to what is found; one for an engine. */
export class ReferenceReader {
  private opened: Relater | undefined;

  constructor(
    private readonly resources: Resources,
    private readonly store: EmbeddedStore | null,
  ) {}

  prepare(text: string): Prepared {
    if (this.store === null) return NOTHING;
    return { retrieved: this.store.retrieve(this.relater.query(text), RETRIEVED) };
  }

  /** How a document is related to what was prepared for it, or to what the store has; null without either. */
  relating(text: string, prepared?: Prepared): Relate | null {
    if (this.store === null && prepared === undefined) return null;
    const { retrieved } = prepared ?? this.prepare(text);
    return retrieved.length === 0 ? null : (document) => this.relater.relate(document, retrieved);
  }

  close(): void {
    this.store?.close();
  }

  private get relater(): Relater {
    this.opened ??= new Relater(this.resources);
    return this.opened;
  }
}

/** Opens the reference corpus; its package is only loaded when there is one. */
export async function openReference(path: string): Promise<EmbeddedStore> {
  const { openStore } = await import("./reference/sqlite-store.js");
  return openStore(path, { readonly: true });
}
