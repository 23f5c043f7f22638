/** Characters that would move the cursor, ring the bell, break the line or turn the reading direction. */
// biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is looked for
const UNSHOWABLE = /[\u0000-\u001f\u007f-\u009f\u200e\u200f\u2028-\u202e\u2066-\u2069]/g;

/** A source as messages call it: "-" by its name, and a file name without anything that a terminal would obey. */
export function shownName(source: string): string {
  if (source === "-") return "standard input";
  return source.replace(UNSHOWABLE, (character) => {
    const code = character.charCodeAt(0);
    return code < 0x100 ? `\\x${code.toString(16).padStart(2, "0")}` : `\\u${code.toString(16).padStart(4, "0")}`;
  });
}
