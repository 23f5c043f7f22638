import { bindDocument, type DocumentList, type FieldSource } from "../bound.js";
import { DEFAULT_FIELDS, FACT_FIELDS } from "../default-fields.js";
import type { DocumentFacts, DocumentPlace } from "../document.js";
import { htmlLayer } from "../html/html-layer.js";
import { guessedLayer } from "../html/markup-guess.js";
import type { Encodable, Layer } from "../layers/layer.js";
import type { Step } from "./scan.js";
import { type JsonStyle, jsonStringLayer } from "./string-layer.js";

/** Which fields of a record are read, and what else is kept of it. */
export interface RecordPlan {
  /** In the order of the document; spelled as in `Field.name`. */
  readonly fields: readonly string[];
  /** Whether they were asked for: then capitals count. */
  readonly exact: boolean;
}

export function recordPlan(fields: readonly string[] | undefined, defaults = DEFAULT_FIELDS): RecordPlan {
  return { fields: [...new Set(fields ?? defaults)], exact: fields !== undefined };
}

/** A string of a record: where its literal stands. */
interface Found {
  readonly start: number;
  readonly end: number;
}

const FACT_NAMES = new Set<string>(Object.values(FACT_FIELDS).flat());

/** Gathers the strings of one record that its plan asks for. */
export class RecordStrings {
  readonly #plan: RecordPlan;
  readonly #wanted: ReadonlySet<string>;
  readonly #found = new Map<string, Found[]>();
  readonly #facts = new Map<string, Found>();
  readonly #keys: string[] = [];

  constructor(plan: RecordPlan) {
    this.#plan = plan;
    this.#wanted = new Set(plan.fields.map((name) => spelling(name, plan)));
  }

  /** @param path from the record to the string. */
  add(path: readonly Step[], start: number, end: number): void {
    const name = nameOf(path);
    const key = spelling(name, this.#plan);
    // A list of paragraphs is found by its own name, too.
    const field = this.#wanted.has(key) ? key : key.endsWith("[]") ? key.slice(0, -2) : undefined;
    if (field !== undefined && this.#wanted.has(field)) {
      const list = this.#found.get(field);
      if (list === undefined) this.#found.set(field, [{ start, end }]);
      else list.push({ start, end });
    }
    const fact = name.toLowerCase();
    if (FACT_NAMES.has(fact) && !this.#facts.has(fact)) this.#facts.set(fact, { start, end });
  }

  /** A value that is no string: facts may be numbers. */
  other(path: readonly Step[], start: number, end: number): void {
    const fact = nameOf(path).toLowerCase();
    if (FACT_NAMES.has(fact) && !this.#facts.has(fact)) this.#facts.set(fact, { start, end });
  }

  /** Remembers a key, for the message that names what a record has. */
  key(path: readonly Step[], depth: number): void {
    if (path.length === depth + 1 && this.#keys.length < MOST_KEYS) this.#keys.push(String(path[depth]));
  }

  /** Adds the record as a document, or as a failure when it has none of the fields. */
  bind(source: string, at: DocumentPlace, range: Found, list: DocumentList, voice: Voice): void {
    const { style, encodable } = voice;
    const fields = this.#plan.fields.flatMap((name) =>
      (this.#found.get(spelling(name, this.#plan)) ?? []).map(({ start, end }): FieldSource => {
        const outer = jsonStringLayer(source, start, end, style, encodable);
        const isHtml = HTML_FIELDS.has(name.toLowerCase());
        const inner = (isHtml ? htmlLayer : guessedLayer)(outer.map.text, encodable);
        const layers: Layer[] = inner === undefined ? [outer] : [inner, outer];
        return { name: name === "" ? "text" : name, layers };
      }),
    );
    if (fields.length === 0) list.fail(this.#nothing(), range.start, at.item);
    else list.add(bindDocument(fields, at, this.#factsOf(source, voice.facts)), range.start, range.end);
  }

  #nothing(): string {
    const { fields, exact } = this.#plan;
    const wanted = exact
      ? `the ${fields.length > 1 ? "fields" : "field"} ${fields.join(", ")}`
      : "the usual text fields";
    const has = this.#keys.length > 0 ? ` (it has ${this.#keys.join(", ")})` : "";
    return `the record has no text in ${wanted}${has}. Name its text fields, for example data.body or items[].text`;
  }

  #factsOf(source: string, more: DocumentFacts): DocumentFacts {
    const facts: Record<string, string> = {};
    for (const [fact, names] of Object.entries(FACT_FIELDS)) {
      const found = names.map((name) => this.#facts.get(name)).find((one) => one !== undefined);
      const value = found === undefined ? null : (JSON.parse(source.slice(found.start, found.end)) as unknown);
      if (typeof value === "string" ? value !== "" : typeof value === "number") facts[fact] = String(value);
    }
    return { ...more, ...facts };
  }
}

/** How strings are written back, and what all records of a file share. */
export interface Voice {
  readonly style: JsonStyle;
  readonly encodable: Encodable;
  readonly facts: DocumentFacts;
}

const MOST_KEYS = 12;

/** Fields that are HTML by their definition: JSON Feed's, and those of WordPress. */
const HTML_FIELDS = new Set(["content_html", "title.rendered", "excerpt.rendered", "content.rendered"]);

/** `data.body`, `paragraphs[]`, `items[].text`. */
function nameOf(path: readonly Step[]): string {
  let name = "";
  for (const step of path) name += typeof step === "number" ? "[]" : name === "" ? step : `.${step}`;
  return name;
}

function spelling(name: string, { exact }: RecordPlan): string {
  return exact ? name : name.toLowerCase();
}
