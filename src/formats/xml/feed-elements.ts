import { NameScope, type NameState } from "./names.js";
import type { XmlAttribute, XmlHandler } from "./scan.js";
import { addText, type XmlPiece } from "./text-layer.js";

/** An element of an item (or of the feed) that was asked for. */
export interface FeedElement {
  /** As fields are named: `content:encoded`. */
  readonly name: string;
  /** Attribute values as spelled, by name. */
  readonly attributes: ReadonlyMap<string, string>;
  /** Range between its tags. */
  readonly start: number;
  readonly end: number;
  readonly pieces: readonly XmlPiece[];
  /** Whether there are elements inside it. */
  readonly nested: boolean;
}

export interface FeedItem {
  /** Where the item's start tag begins, and its end tag ends. */
  readonly start: number;
  readonly end: number;
  readonly elements: readonly FeedElement[];
}

/** What a feed is made of; unlike its elements, the kind goes by the root. */
export interface FeedContents {
  /** Name of the root element as it is spelled without its prefix: `rss`, `RDF`, `feed`. */
  readonly root: string;
  readonly title: FeedElement | undefined;
  readonly items: readonly FeedItem[];
}

/** What a collector knows where a stretch begins; no item is open there. */
export interface CollectorState {
  readonly names: NameState;
  /** Elements that are open, as fields are named. */
  readonly path: readonly string[];
  readonly root: string;
}

interface Open {
  readonly name: string;
  readonly attributes: ReadonlyMap<string, string>;
  readonly start: number;
  readonly depth: number;
  readonly pieces: XmlPiece[];
  nested: boolean;
}

/** Gathers from a scan the items of a feed, with those of their elements whose names are wanted. */
export class FeedCollector implements XmlHandler {
  root: string;
  title: FeedElement | undefined;
  readonly items: FeedItem[] = [];
  readonly #source: string;
  readonly #wanted: ReadonlySet<string>;
  readonly #names: NameScope;
  readonly #path: string[];
  #item: { start: number; depth: number; elements: FeedElement[] } | undefined;
  #element: Open | undefined;

  /** @param wanted names of elements: those without a prefix must be children of the item, others may lie deeper. */
  constructor(source: string, wanted: ReadonlySet<string>, from: CollectorState) {
    this.#source = source;
    this.#wanted = wanted;
    this.#names = new NameScope(source, from.names);
    this.#path = [...from.path];
    this.root = from.root;
  }

  get state(): CollectorState {
    return { names: this.#names.state, path: [...this.#path], root: this.root };
  }

  open(spelled: string, attributes: readonly XmlAttribute[], start: number, end: number): void {
    const name = this.#names.enter(spelled, attributes);
    this.#path.push(name);
    const depth = this.#path.length;
    if (depth === 1) this.root = spelled.slice(spelled.indexOf(":") + 1);
    if (this.#element !== undefined) {
      this.#element.nested = true;
    } else if (this.#item !== undefined) {
      const isChild = depth === this.#item.depth + 1;
      if (this.#wanted.has(name) && (isChild || name.includes(":"))) this.#capture(name, attributes, end);
    } else if (name === "item" || (name === "entry" && depth === 2)) {
      this.#item = { start, depth, elements: [] };
    } else if (name === "title" && this.title === undefined && this.#isFeedTitle()) {
      this.#capture(name, attributes, end);
    }
  }

  close(_: string, start: number, end: number): void {
    const element = this.#element;
    if (element !== undefined && element.depth === this.#path.length) {
      const { name, attributes, pieces, nested } = element;
      const done: FeedElement = { name, attributes, start: element.start, end: start, pieces, nested };
      if (this.#item === undefined) this.title = done;
      else this.#item.elements.push(done);
      this.#element = undefined;
    }
    const item = this.#item;
    if (item !== undefined && item.depth === this.#path.length) {
      this.items.push({ start: item.start, end, elements: item.elements });
      this.#item = undefined;
    }
    this.#path.pop();
    this.#names.leave();
  }

  text(start: number, end: number): void {
    addText(undefined, this.#source, start, end);
    this.#element?.pieces.push({ start, end, cdata: false });
  }

  cdata(start: number, end: number): void {
    this.#element?.pieces.push({ start, end, cdata: true });
  }

  #capture(name: string, attributes: readonly XmlAttribute[], start: number): void {
    const values = new Map(attributes.map((one) => [one.name, this.#source.slice(one.start, one.end)]));
    this.#element = { name, attributes: values, start, depth: this.#path.length, pieces: [], nested: false };
  }

  /** The title of the channel or of the Atom feed itself, not that of its picture. */
  #isFeedTitle(): boolean {
    const parent = this.#path.at(-2);
    return parent === "channel" || (parent === "feed" && this.#path.length === 2);
  }
}
