export { DEFAULT_FIELDS } from "./default-fields.js";
export type {
  ByteChange,
  DocumentFacts,
  DocumentPlace,
  Field,
  FileChange,
  FilePlace,
  FileRange,
  LocatedEdit,
  ReadFailure,
  Rewritten,
  Segment,
  SourceDocument,
  TextEdit,
  UnwrittenEdit,
} from "./document.js";
export { type CheckedLine, checkedLines, columnOfValue, parsedJson } from "./json/checked-lines.js";
export { KINDS, type Kind, kindOf, kindOfName } from "./kind.js";
export { locateInText } from "./locate.js";
export { cutParts } from "./parts/cut-parts.js";
export type { Part, PartCut, PartStart } from "./parts/part.js";
export { kindOfBytes, type ReadOptions, readAll, readDocuments } from "./read.js";
