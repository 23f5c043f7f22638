import type { XmlAttribute } from "./scan.js";

/** The prefixes that fields are named with, whatever prefix a feed declares for the namespace. */
const PREFIXES: Readonly<Record<string, string>> = {
  "http://purl.org/rss/1.0/modules/content/": "content:",
  "http://purl.org/dc/elements/1.1/": "dc:",
  "http://purl.org/dc/terms/": "dcterms:",
  "http://search.yahoo.com/mrss/": "media:",
  "http://search.yahoo.com/mrss": "media:",
  "http://www.itunes.com/dtds/podcast-1.0.dtd": "itunes:",
  "http://www.w3.org/1999/02/22-rdf-syntax-ns#": "rdf:",
  "http://www.w3.org/1999/xhtml": "xhtml:",
};
/** Their elements go without a prefix in feeds of their own kind. */
const ATOM = new Set(["http://www.w3.org/2005/Atom", "http://purl.org/atom/ns#"]);
const RSS = new Set([
  "http://purl.org/rss/1.0/",
  "http://my.netscape.com/rdf/simple/0.9/",
  "http://channel.netscape.com/rdf/simple/0.9/",
  "http://backend.userland.com/rss2",
  "http://blogs.law.harvard.edu/tech/rss",
]);

type Bindings = ReadonlyMap<string, string>;

/** What holds where a stretch of a feed begins: the bindings around each open element, and those inside the last. */
export interface NameState {
  readonly scopes: readonly Bindings[];
  readonly bindings: Bindings;
  readonly atom: boolean;
}

export const NO_NAMES: NameState = { scopes: [], bindings: new Map(), atom: false };

/** Follows namespace declarations, and names elements in one way however a feed spells them. */
export class NameScope {
  readonly #source: string;
  readonly #scopes: Bindings[];
  #bindings: Bindings;
  /** Whether elements of Atom need no prefix here; they do in RSS. */
  #atom: boolean;

  constructor(source: string, { scopes, bindings, atom }: NameState) {
    this.#source = source;
    this.#scopes = [...scopes];
    this.#bindings = bindings;
    this.#atom = atom;
  }

  get state(): NameState {
    return { scopes: [...this.#scopes], bindings: this.#bindings, atom: this.#atom };
  }

  /** Enters an element; gives its name as fields are named: `title`, `content:encoded`, `atom:link`. */
  enter(name: string, attributes: readonly XmlAttribute[]): string {
    const isRoot = this.#scopes.length === 0;
    this.#scopes.push(this.#bindings);
    for (const attribute of attributes) {
      if (attribute.name !== "xmlns" && !attribute.name.startsWith("xmlns:")) continue;
      const bindings = new Map(this.#bindings);
      bindings.set(attribute.name.slice("xmlns:".length), this.#source.slice(attribute.start, attribute.end));
      this.#bindings = bindings;
    }
    const colon = name.indexOf(":");
    const prefix = colon < 0 ? "" : name.slice(0, colon);
    const local = colon < 0 ? name : name.slice(colon + 1);
    const space = this.#bindings.get(prefix);
    if (isRoot) this.#atom = space !== undefined && ATOM.has(space);
    return this.#canonical(space, local, name);
  }

  leave(): void {
    this.#bindings = this.#scopes.pop() ?? this.#bindings;
  }

  #canonical(space: string | undefined, local: string, spelled: string): string {
    if (space === undefined) return spelled;
    if (RSS.has(space)) return local;
    if (ATOM.has(space)) return this.#atom ? local : `atom:${local}`;
    const prefix = PREFIXES[space];
    return prefix === undefined ? spelled : prefix + local;
  }
}
