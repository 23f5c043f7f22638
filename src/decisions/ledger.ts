/** A ledger of review decisions: its lines, its file and what they come to. */
export { type Decision, decisionLine } from "./decision.js";
export { appendDecisions, readLedger } from "./ledger-file.js";
export { isLater, Ledger } from "./ledger-state.js";
export { folded } from "./pair-key.js";
