export { articleNameEdits } from "./article-names.js";
export {
  type GroundedEdit,
  type GroundedWording,
  groundedWording,
  VERY_SOURCE,
  type WordingOptions,
} from "./grounded-edits.js";
export { type Grounding, isVerbatim } from "./grounding.js";
export type { ReadText } from "./read-text.js";
export { RETRIEVED, type Related, type RelatedArticle, type RelatedDocument, Relater, wholeSource } from "./relate.js";
export type { Article, EmbeddedStore, NewArticle, ReferenceStore, Retrieved } from "./store.js";
export { PhraseFinder } from "./support.js";
