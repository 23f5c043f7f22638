export { applyEdits, EditError, invertEdits } from "./edits/index.js";
export type { Engine, EngineOptions } from "./engine.js";
export { openEngine } from "./engine.js";
export { UnspinError } from "./errors.js";
export type { ExplainedCandidate, ExplainedReference, Explanation } from "./explain.js";
export type { Prepared } from "./reference-reader.js";
export type {
  AlignedPassage,
  Alternative,
  DecisionEvidence,
  Detection,
  DocumentVerdict,
  Edit,
  EditChannel,
  EditVerdict,
  Evidence,
  Mode,
  Origin,
  Place,
  Range,
  ReferenceEvidence,
  RepairResult,
  SourceDifference,
} from "./result.js";
export type { StreamedDocument, StreamOptions } from "./threads/repair-all.js";
export type { TraceAnswer, TraceCandidate } from "./trace.js";
