export { agreement } from "./agreement.js";
export { applyEdits, invertEdits } from "./apply.js";
export { type Article, articleFits, articleFor } from "./articles.js";
export { composeEdits } from "./compose.js";
export type { PlainEdit } from "./edit.js";
export { EditError, type EditProblem } from "./edit-error.js";
export { apart, dress, type SurfaceContext, writesCurly } from "./surface.js";
