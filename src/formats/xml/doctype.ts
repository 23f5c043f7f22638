import { Malformed } from "../malformed.js";

const PART = /"[^"]*"|'[^']*'|<!--[\s\S]*?-->|<\?[\s\S]*?\?>|<!--|<\?|<!ENTITY\b|%[\p{L}_:]|[\s\S]/uy;

/**
 * Where a document type declaration ends. Its external part is never read.
 * @throws Malformed for entity declarations: they are how files are drawn in (XXE) and how entities explode.
 */
export function doctypeEnd(text: string, start: number): number {
  let depth = 0;
  PART.lastIndex = start + "<!DOCTYPE".length;
  for (let part = PART.exec(text); part !== null; part = PART.exec(text)) {
    const [found] = part;
    if (found === "<!--" || found === "<?") throw new Malformed("the file ends inside a comment", part.index);
    if (found === "<!ENTITY" || found.startsWith("%")) {
      const reason =
        "it declares entities, which unspin never expands (they can read other files, or grow without end)";
      throw new Malformed(`${reason}. Remove the declarations`, part.index);
    }
    if (found === "[") depth += 1;
    else if (found === "]") depth -= 1;
    // Inside the brackets each declaration ends with one, too.
    else if (found === ">" && depth <= 0) return PART.lastIndex;
  }
  throw new Malformed("the file ends inside the document type declaration", start);
}
