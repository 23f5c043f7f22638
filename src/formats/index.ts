export { DEFAULT_FIELDS } from "./default-fields.js";
export type {
  DocumentFacts,
  DocumentPlace,
  Field,
  ReadFailure,
  Rewritten,
  Segment,
  SourceDocument,
  TextEdit,
  UnwrittenEdit,
} from "./document.js";
export { cutLines, type LineCut, type LineStart } from "./json/line-cuts.js";
export { KINDS, type Kind, kindOf, kindOfName } from "./kind.js";
export { isCutByLine, type ReadOptions, readAll, readDocuments } from "./read.js";
