/** What an element means for the text that a reader sees. */
export type ElementRole = "block" | "inline" | "break" | "hidden" | "quoted";

/** Start and end a paragraph. */
const BLOCKS =
  "address article aside blockquote body caption center dd details dialog dir div dl dt fieldset figcaption figure footer form frameset h1 h2 h3 h4 h5 h6 header hgroup hr html legend li main menu nav ol optgroup option p search section summary table tbody td tfoot th thead title tr ul";
/**
 * Nothing in them is news text; what stands around them is one sentence all the same. Not `head`: its end tag may be
 * missing, and of what it holds only these have text.
 */
const HIDDEN =
  "applet audio button canvas datalist iframe math meter noembed noframes noscript object picture progress script select style svg template textarea title video xmp";
/** Quoted matter that may not change; a placeholder keeps the words around it apart. */
const QUOTED = "code kbd samp tt var";
/** Hidden, and a paragraph of their own. */
const PREFORMATTED = "pre listing plaintext";

const roles = new Map<string, ElementRole>([
  ...BLOCKS.split(" ").map((name) => [name, "block"] as const),
  ...HIDDEN.split(" ").map((name) => [name, "hidden"] as const),
  ...QUOTED.split(" ").map((name) => [name, "quoted"] as const),
  ...PREFORMATTED.split(" ").map((name) => [name, "hidden"] as const),
  ["br", "break"],
]);

/** @param name in lower case. */
export function roleOf(name: string): ElementRole {
  return roles.get(name) ?? "inline";
}

const separating = new Set([...BLOCKS.split(" "), ...PREFORMATTED.split(" ")]);

/** Whether the element parts the text before it from the text behind it. */
export function separates(name: string): boolean {
  return separating.has(name);
}

const empty = new Set(
  "area base basefont bgsound br col embed frame hr img input keygen link meta param source track wbr".split(" "),
);

/** Whether the element never has an end tag. */
export function isEmpty(name: string): boolean {
  return empty.has(name);
}

/** Elements whose inside is no markup: it ends at their end tag only. */
export const RAW_TEXT: ReadonlySet<string> = new Set(
  "script style textarea title xmp iframe noembed noframes plaintext".split(" "),
);

/** Stands in a document's text for what may not change inside a sentence, such as code (OBJECT REPLACEMENT CHARACTER). */
export const PLACEHOLDER = "\ufffc";
