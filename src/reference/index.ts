export { articleNameEdits } from "./article-names.js";
export { type KnownWords, VERY_SOURCE } from "./fact-guard.js";
export {
  type GroundedEdit,
  type GroundedWording,
  groundedWording,
} from "./grounded-edits.js";
export { type Grounding, isVerbatim } from "./grounding.js";
export { type AnyStore, openAnyStore } from "./open-store.js";
export type { ReadText } from "./read-text.js";
export {
  frequencyOf,
  RETRIEVED,
  type Related,
  type RelatedArticle,
  type RelatedDocument,
  Relater,
  wholeSource,
} from "./relate.js";
export type { Article, EmbeddedStore, NewArticle, ReferenceStore, RemoteStore, Retrieved } from "./store.js";
export { PhraseFinder } from "./support.js";
