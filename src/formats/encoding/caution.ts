import type { SourceText } from "./source-text.js";

/** Characters above ASCII, and above Latin-1 in the sense of ISO 8859. */
const ABOVE_ASCII = /[\u0080-\uffff]/;
const ABOVE_LATIN_1 = /[\u0080-\u009f\u0100-\uffff]/;

/**
 * Narrows what may be written as it stands to what every reader of the file will take for the same: a page that
 * declares no encoding and has nothing but ASCII stays so, and XML that declares ASCII or ISO-8859-1, and keeps to
 * it, too. (Browsers take ISO-8859-1 for windows-1252; XML readers do not.) References then spell all else.
 */
export function cautiousSource(source: SourceText, kind: "feed" | "html", declared: string | undefined): SourceText {
  const beyond = beyondDeclared(source, kind, declared);
  if (beyond === undefined || beyond.test(source.text)) return source;
  return { ...source, encodable: (text) => !beyond.test(text) };
}

function beyondDeclared(source: SourceText, kind: "feed" | "html", declared: string | undefined): RegExp | undefined {
  if (kind === "html") return declared === undefined && source.mark === 0 ? ABOVE_ASCII : undefined;
  if (declared === undefined) return undefined;
  if (/^(us-?)?ascii$|^ansi_x3/i.test(declared)) return ABOVE_ASCII;
  return /^(iso[-_]?8859-?1|latin-?1|l1)$/i.test(declared) ? ABOVE_LATIN_1 : undefined;
}
