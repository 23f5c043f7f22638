import { createHash } from "node:crypto";
import { checkOptions, checkText } from "./arguments.js";
import { calibrated } from "./decisions/calibration.js";
import { skipped } from "./decisions/detection.js";
import { fingerprint } from "./decisions/fingerprint.js";
import { DEFAULT_MODE } from "./decisions/modes.js";
import { type PartOfSpeechGuard, partOfSpeechGuard } from "./decisions/part-of-speech.js";
import { type Proposal, proposals, rounded } from "./decisions/proposals.js";
import { rule } from "./decisions/verdicts.js";
import { type LanguageGate, openLanguageGate } from "./detection/language.js";
import { type DocumentDictionary, originOf } from "./dictionary/document-dictionary.js";
import { agreement, applyEdits, composeEdits } from "./edits/index.js";
import { type Explanation, explanations } from "./explain.js";
import { compilePhrases, type PhraseIndex } from "./protection/index.js";
import { type Reading, readDocument, type SpunReading } from "./reading.js";
import { loadFamilies, openResources, openTerms, type Resources, withFamilies } from "./resources.js";
import type { Detection, Edit, Mode, RepairResult } from "./result.js";
import { type TraceAnswer, Tracer } from "./trace.js";

export interface EngineOptions {
  /** Which edits are applied; `balanced` unless said otherwise. */
  readonly mode?: Mode;
  /** Further dictionary files (.yaml curated, .tsv learned). */
  readonly dictionaries?: readonly string[];
  /** Phrases that no edit may touch, in any case. */
  readonly protect?: readonly string[];
  /** A language model file instead of the one that comes along. */
  readonly model?: string;
}

/** An engine holds one language model and one compiled dictionary; its methods are synchronous and pure. */
export interface Engine {
  /** Detects and repairs. @throws nothing for any string; text that cannot be judged comes back `skipped`. */
  repair(text: string): RepairResult;
  /** The verdict that `repair` gives, cheaper. */
  detect(text: string): Detection;
  /** What was weighed at a place, or at all places when no offset (UTF-16 units) is given. */
  explain(text: string, offset?: number): readonly Explanation[];
  /** What a phrase may stand for, given that it was spun. */
  trace(phrase: string): TraceAnswer;
  /** Lets go of what the engine holds; a local one holds memory only. */
  close(): void;
}

/**
 * P(the document was spun at all), for its edits: their own probabilities take it for granted, and were fitted where it was sure. A tool
 * that is known by its table leaves no doubt worth counting.
 */
function trust({ family, probability }: Detection): number {
  return family === null ? probability : 1;
}

/** Repairing goes on from its own result until nothing changes; real text needs one or two rounds. */
const MOST_ROUNDS = 8;

/**
 * Opens an engine: loads the language model and the dictionaries, once.
 *
 * @throws UnspinError when an option is unknown or unfit, or a dictionary or the model is missing, damaged or not valid.
 */
export async function openEngine(options: EngineOptions = {}): Promise<Engine> {
  checkOptions(options);
  const resources = await openResources(options.model);
  return engineOn(withFamilies(resources, await loadFamilies(options.dictionaries ?? [])), options);
}

/** An engine on other resources than those that come along: the evaluation takes a family for unknown, and measures what is learned of it. */
export function engineOn(resources: Resources, options: Pick<EngineOptions, "mode" | "protect"> = {}): Engine {
  return new LocalEngine(resources, options);
}

class LocalEngine implements Engine {
  private readonly gate: LanguageGate;
  private readonly phrases: PhraseIndex;
  private readonly mode: Mode;
  /** Opened when something is traced first. */
  private tracer: Tracer | undefined;

  constructor(
    private readonly resources: Resources,
    options: EngineOptions,
  ) {
    this.gate = openLanguageGate();
    this.phrases = compilePhrases(options.protect ?? []);
    this.mode = options.mode ?? DEFAULT_MODE;
  }

  repair(text: string): RepairResult {
    const reading = this.read(text);
    const first = reading.decoded === null ? [] : this.decide(text, reading);
    const edits = this.settle(text, first);
    return {
      schema: 1,
      source: "",
      input: { sha256: createHash("sha256").update(text, "utf8").digest("hex"), length: text.length },
      text: applyEdits(text, edits),
      detection: reading.detection,
      edits,
    };
  }

  detect(text: string): Detection {
    return this.read(text).detection;
  }

  explain(text: string, offset?: number): readonly Explanation[] {
    const reading = this.read(text);
    if (reading.decoded === null) return [];
    return explanations(reading, offset);
  }

  trace(phrase: string): TraceAnswer {
    this.tracer ??= new Tracer(openTerms(), this.resources.dictionary);
    return this.tracer.trace(phrase);
  }

  close(): void {}

  /** The stages up to the document's verdict. */
  private read(text: string): Reading {
    checkText(text);
    const language = this.gate.judge(text);
    if (!language.ok) return { detection: skipped(language.reason), decoded: null };
    return readDocument(this.resources, text, this.phrases);
  }

  /** The stages from the best path to edits with verdicts. */
  private decide(text: string, reading: SpunReading): Edit[] {
    const found = proposals(reading);
    const { dictionary } = reading.decoded;
    const spun = trust(reading.detection);
    const objectionTo = partOfSpeechGuard(reading.tokens, reading.sentences);
    const edits = found.map((proposal) => this.editOf(proposal, dictionary, spun, objectionTo));
    return agreement(text, edits, reading.off).map((edit) => ({ ...edit, id: fingerprint(text, edit) }));
  }

  private editOf(
    proposal: Proposal,
    dictionary: DocumentDictionary,
    spun: number,
    objectionTo: PartOfSpeechGuard,
  ): Edit {
    const { start, end, was, now, entry, alternatives, posterior, run } = proposal;
    const origin = originOf(dictionary, entry.family);
    const family = dictionary.families[entry.family]!.id;
    const probability = rounded(spun * calibrated({ posterior, run, family }));
    const ruling = rule({ probability, run, guarded: entry.guarded }, this.mode);
    const heldBack = ruling.verdict === "apply" ? objectionTo(proposal) : ruling.heldBack;
    return {
      id: "",
      start,
      end,
      was,
      now,
      verdict: heldBack === undefined ? ruling.verdict : "suggest",
      probability,
      channel: origin === undefined || origin === "rule" ? "dictionary" : origin,
      alternatives,
      evidence: {
        family,
        ...(entry.reason !== undefined && { reason: entry.reason }),
        channel: rounded(entry.log),
        posterior: rounded(posterior),
        ...(heldBack !== undefined && { heldBack }),
      },
    };
  }

  /**
   * Repairs what was repaired until that changes nothing more, so that the result is its own repair. Should the
   * readings ever go in a circle, the least text of the circle is taken: whichever of its texts comes in, it goes out.
   */
  private settle(text: string, first: readonly Edit[]): readonly Edit[] {
    let edits = first;
    let current = applyEdits(text, edits);
    const seen = new Map<string, readonly Edit[]>([[current, edits]]);
    for (let round = 1; round < MOST_ROUNDS && edits.some((edit) => edit.verdict === "apply"); round++) {
      const reading = this.read(current);
      const more =
        reading.decoded === null ? [] : this.decide(current, reading).filter(({ verdict }) => verdict === "apply");
      if (more.length === 0) return edits;
      edits = composeEdits(text, edits, more, joinEdits).map((edit) => ({ ...edit, id: fingerprint(text, edit) }));
      current = applyEdits(text, edits);
      if (seen.has(current)) return leastOfCircle(seen, current);
      seen.set(current, edits);
    }
    return edits;
  }
}

/** Texts in the order they came; the circle begins at `back`. */
function leastOfCircle(seen: ReadonlyMap<string, readonly Edit[]>, back: string): readonly Edit[] {
  const texts = [...seen.keys()];
  const circle = texts.slice(texts.indexOf(back));
  return seen.get(circle.sort()[0]!)!;
}

/** One edit for several that touch the same words: as sure as the least sure of them. */
function joinEdits(parts: readonly Edit[], merged: Pick<Edit, "start" | "end" | "was" | "now">): Edit {
  const least = parts.reduce((a, b) => (b.probability < a.probability ? b : a));
  return { ...least, ...merged, verdict: "apply", alternatives: [] };
}
