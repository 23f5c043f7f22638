import type { Command } from "commander";

/** A verb as `unspin --help` lists it; the rest of it loads when it is called. */
export interface Verb {
  readonly name: string;
  readonly summary: string;
  /** It begins with opening an engine, whose files may be read while the program still loads. */
  readonly opensEngine?: true;
  load(): Promise<Command>;
}

export const verbs: readonly Verb[] = [
  {
    name: "detect",
    summary: "say which documents were spun, and by which kind of tool",
    opensEngine: true,
    load: async () => (await import("./verbs/detect.js")).detectVerb(),
  },
  {
    name: "repair",
    summary: "put the likely original wording back",
    opensEngine: true,
    load: async () => (await import("./verbs/repair.js")).repairVerb(),
  },
  {
    name: "batch",
    summary: "repair feeds, tables and whole folders into another folder",
    load: async () => (await import("./verbs/batch.js")).batchVerb(),
  },
  {
    name: "report",
    summary: "write the results of a run in another format",
    load: async () => (await import("./verbs/report.js")).reportVerb(),
  },
  {
    name: "worker",
    summary: "do the work of batch --queue, on as many machines as there are",
    load: async () => (await import("./verbs/worker.js")).workerVerb(),
  },
  {
    name: "queue",
    summary: "look after the runs of a queue",
    load: async () => (await import("./verbs/queue.js")).queueVerb(),
  },
  {
    name: "review",
    summary: "accept, reject and reword edits, in a browser or the shell",
    load: async () => (await import("./verbs/review.js")).reviewVerb(),
  },
  {
    name: "apply",
    summary: "carry out a report on its files, as decided in review",
    load: async () => (await import("./verbs/apply.js")).applyVerb(),
  },
  {
    name: "revert",
    summary: "undo a report on its files",
    load: async () => (await import("./verbs/revert.js")).revertVerb(),
  },
  {
    name: "explain",
    summary: "show why a place was changed, or was not",
    opensEngine: true,
    load: async () => (await import("./verbs/explain.js")).explainVerb(),
  },
  {
    name: "source",
    summary: "name the reference article that a document was made from",
    load: async () => (await import("./verbs/source.js")).sourceVerb(),
  },
  {
    name: "trace",
    summary: "list what a phrase may stand for",
    load: async () => (await import("./verbs/trace.js")).traceVerb(),
  },
  {
    name: "dictionary",
    summary: "check, measure and extend the tables of word swaps",
    load: async () => (await import("./verbs/dictionary.js")).dictionaryVerb(),
  },
  {
    name: "model",
    summary: "build, inspect and query the background language model",
    load: async () => (await import("./verbs/model.js")).modelVerb(),
  },
  {
    name: "reference",
    summary: "keep a corpus of clean articles to repair with",
    load: async () => (await import("./verbs/reference.js")).referenceVerb(),
  },
];
