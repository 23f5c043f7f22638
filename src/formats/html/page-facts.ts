import type { DocumentFacts, FactsSoFar } from "../document.js";
import { referenceAt } from "./references.js";

/** Which `<meta>` says what, best first. */
const META: Readonly<Record<keyof DocumentFacts, readonly string[]>> = {
  id: [],
  title: ["og:title", "twitter:title"],
  url: ["og:url"],
  date: ["article:published_time", "og:published_time", "datepublished", "date", "dc.date", "pubdate"],
  source: ["og:site_name", "application-name"],
};

/** Gathers what the head of a page says of it. */
export class PageFacts {
  readonly #meta = new Map<string, string>();
  #canonical: string | undefined;
  #time: string | undefined;

  tag(name: string, source: string, start: number, end: number): void {
    if (name !== "meta" && name !== "link" && name !== "time") return;
    const attributes = attributesOf(source.slice(start, end));
    if (name === "time") this.#time ??= attributes.get("datetime");
    if (name === "link" && attributes.get("rel")?.toLowerCase() === "canonical") {
      this.#canonical ??= attributes.get("href");
    }
    const key = (attributes.get("property") ?? attributes.get("name") ?? attributes.get("itemprop"))?.toLowerCase();
    const content = attributes.get("content");
    if (name === "meta" && key !== undefined && content && !this.#meta.has(key)) this.#meta.set(key, content);
  }

  facts(): DocumentFacts {
    const facts: FactsSoFar = {};
    for (const [fact, keys] of Object.entries(META)) {
      const value = keys.map((key) => this.#meta.get(key)).find((one) => one !== undefined);
      if (value !== undefined) facts[fact as keyof DocumentFacts] = value;
    }
    if (this.#canonical) facts.url = this.#canonical;
    if (this.#time) facts.date ??= this.#time;
    return facts;
  }
}

/** Attribute values of one tag, references decoded, by lower-case name. */
export function attributesOf(tag: string): ReadonlyMap<string, string> {
  const attributes = new Map<string, string>();
  const pattern = /\s([^\s/>=]+)\s*=\s*(?:"([^"]*)"|'([^']*)'|([^\s"'>]+))/g;
  for (const [, name, double, single, bare] of tag.matchAll(pattern)) {
    const key = name!.toLowerCase();
    if (!attributes.has(key)) attributes.set(key, decoded(double ?? single ?? bare ?? ""));
  }
  return attributes;
}

function decoded(value: string): string {
  let text = "";
  let at = 0;
  for (let mark = value.indexOf("&"); mark >= 0; mark = value.indexOf("&", mark + 1)) {
    const reference = referenceAt(value, mark);
    if (reference === undefined) continue;
    text += value.slice(at, mark) + reference.text;
    at = mark + reference.length;
  }
  return text + value.slice(at);
}
