import type { Parsed } from "../bound.js";
import { DEFAULT_FIELDS } from "../default-fields.js";
import type { SourceText } from "../encoding/source-text.js";
import { Malformed } from "../malformed.js";
import { JSON_FEED_FIELDS, type JsonLayout, type JsonTop, parseJson, topOf } from "./parse.js";
import { recordPlan } from "./record.js";

/**
 * Reads a whole JSON file: a JSON Feed, a list of records, an object with such a list (`{"articles": [...]}`), or one
 * record. An object with text fields of its own is a record, whatever lists it has.
 */
export function parseJsonFile(source: SourceText, fields?: readonly string[]): Parsed {
  const base = { firstLine: 1, firstItem: 1, facts: {}, plan: recordPlan(fields) };
  let top: JsonTop;
  try {
    top = topOf(source.text);
  } catch (error) {
    if (!(error instanceof Malformed)) throw error;
    return parseJson(source, { ...base, list: [] });
  }
  return parseJson(source, layoutOf(top, base, fields));
}

function layoutOf(top: JsonTop, base: JsonLayout, fields: readonly string[] | undefined): JsonLayout {
  if (top.isFeed) {
    const title = top.strings.get("title");
    const facts = title ? { source: title } : {};
    return { ...base, list: ["items"], plan: recordPlan(fields, JSON_FEED_FIELDS), facts };
  }
  if (top.isList) return { ...base, list: [] };
  const own = new Set([...top.strings.keys()].map((key) => key.toLowerCase()));
  const known = top.lists.find((name) => RECORD_LISTS.includes(name.toLowerCase()));
  const named = fields?.some((name) => own.has(name.toLowerCase()) || name.includes("[]"));
  const isRecord = fields === undefined ? BODY_FIELDS.some((name) => own.has(name.toLowerCase())) : named === true;
  const list = isRecord ? undefined : (known ?? (top.lists.length === 1 ? top.lists[0] : undefined));
  return list === undefined ? base : { ...base, list: [list] };
}

/** A title alone may be that of the list; these make a record. */
const BODY_FIELDS = DEFAULT_FIELDS.filter((name) => !["title", "subtitle", "description", "summary"].includes(name));

const RECORD_LISTS = ["articles", "items", "entries", "posts", "stories", "documents", "records", "results", "data"];
