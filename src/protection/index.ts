export { lockedTokens } from "./locked.js";
export { compilePhrases, type PhraseIndex } from "./phrases.js";
export { type ProtectionOptions, protectedSpans } from "./protect.js";
export { firstBehind, overlapsAny } from "./ranges.js";
