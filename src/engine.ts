import { createHash } from "node:crypto";
import { checkOptions, checkText } from "./arguments.js";
import { skipped } from "./decisions/detection.js";
import type { LedgerFollower } from "./decisions/ledger-follower.js";
import { DEFAULT_MODE } from "./decisions/modes.js";
import { partOfSpeechGuard } from "./decisions/part-of-speech.js";
import { proposals } from "./decisions/proposals.js";
import { LanguageGain } from "./decoding/language-gain.js";
import { type LanguageGate, openLanguageGate } from "./detection/language.js";
import type { Protect } from "./document-reader.js";
import { DocumentRounds, type PartReader } from "./document-rounds.js";
import { agreement, applyEdits } from "./edits/index.js";
import { type Explanation, explanations, withReference } from "./explain.js";
import { withDecisions } from "./explain-decisions.js";
import { withLaterReadings } from "./explain-readings.js";
import type { GroundedReading, ReferenceEdit } from "./grounded.js";
import { openFollower } from "./ledger-reader.js";
import { compilePhrases, overlapsAny, type PhraseIndex, protectedSpans } from "./protection/index.js";
import { type ReferenceReading, readDocument, readWithReference, type SpunReading } from "./reading.js";
import { type AnyStore, openAnyStore } from "./reference/index.js";
import { type Prepared, ReferenceReader } from "./reference-reader.js";
import { loadFamilies, openResources, openTerms, type Resources, withFamilies } from "./resources.js";
import type { Detection, Edit, Mode, RepairResult } from "./result.js";
import { ruledEdit, ruledReferenceEdit } from "./ruled-edits.js";
import { settledUnder } from "./settle.js";
import { shifted, type TextPart } from "./text-parts.js";
import { repairAll, type StreamedDocument, type StreamOptions } from "./threads/repair-all.js";
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
  /** The reference corpus: a store that "unspin reference add" made, a file or an address (postgres://…). */
  readonly reference?: string;
  /** Ledgers of review decisions to follow, as one: what was rejected is never applied, what was accepted always. */
  readonly decisions?: string | readonly string[];
}

/**
 * An engine holds one language model and one compiled dictionary; its methods are synchronous and pure. With a reference
 * corpus on a server they throw an UnspinError unless they are given what `prepare` found.
 */
export interface Engine {
  /** Detects and repairs. @throws nothing for any string (see `mustPrepare`); text that cannot be judged comes back `skipped`. */
  repair(text: string, prepared?: Prepared): RepairResult;
  /** The verdict that `repair` gives, cheaper. */
  detect(text: string, prepared?: Prepared): Detection;
  /**
   * Looks a document up in the reference corpus: its own step, since a store may be on another machine.
   * @throws UnspinError when its server fails.
   */
  prepare(text: string): Promise<Prepared>;
  /** Do `repair`, `detect` and `explain` need what `prepare` finds? True when the reference corpus is on a server. */
  readonly mustPrepare: boolean;
  /** What was weighed at a place, or at all places when no offset (UTF-16 units) is given. */
  explain(text: string, offset?: number, prepared?: Prepared): readonly Explanation[];
  /** What a phrase may stand for, given that it was spun. */
  trace(phrase: string): TraceAnswer;
  /**
   * Repairs a stream of documents on several threads, each with an engine like this one. Documents are taken only as
   * results are; one that a thread crashes on comes back as it was, `skipped` with the reason.
   */
  repairAll(
    documents: AsyncIterable<StreamedDocument> | Iterable<StreamedDocument>,
    options?: StreamOptions,
  ): AsyncIterable<RepairResult>;
  /** Lets go of what the engine holds: memory, and the reference corpus if it has one. */
  close(): void;
}

/**
 * Opens an engine: loads the language model and the dictionaries, once.
 *
 * @throws UnspinError when an option is unknown or unfit, or a dictionary or the model is missing, damaged or not valid.
 */
export async function openEngine(options: EngineOptions = {}): Promise<Engine> {
  checkOptions(options);
  const resources = await openResources(options.model);
  const families = await loadFamilies(options.dictionaries ?? []);
  const follower = await openFollower(options.decisions);
  const store = options.reference === undefined ? null : await openAnyStore(options.reference, { readonly: true });
  return engineOn(withFamilies(resources, families), options, { store, follower });
}

/** An engine on other resources than those that come along: the evaluation takes a family for unknown, and measures what is learned of it. */
export function engineOn(
  resources: Resources,
  options: Pick<EngineOptions, "mode" | "protect"> = {},
  beside: Partial<Beside> = {},
): Engine {
  return new LocalEngine(resources, options, { store: null, follower: null, ...beside });
}

/** What an engine may have beside its resources. */
interface Beside {
  readonly store: AnyStore | null;
  readonly follower: LedgerFollower | null;
}

class LocalEngine implements Engine {
  private readonly gate: LanguageGate;
  private readonly phrases: PhraseIndex;
  private readonly mode: Mode;
  /** Opened when something is traced first. */
  private tracer: Tracer | undefined;
  private readonly reference: ReferenceReader;

  constructor(
    private readonly resources: Resources,
    private readonly options: EngineOptions,
    private readonly beside: Beside,
  ) {
    this.reference = new ReferenceReader(resources, beside.store);
    this.gate = openLanguageGate();
    this.phrases = compilePhrases(options.protect ?? []);
    this.mode = options.mode ?? DEFAULT_MODE;
  }

  repair(text: string, prepared?: Prepared): RepairResult {
    checkText(text);
    const rounds = this.rounds(prepared);
    const { proposed, detection, origin } = rounds.next(text);
    const edits = settledUnder(this.beside.follower, proposed, (now) => rounds.next(now).proposed);
    return {
      schema: 1,
      source: "",
      input: { sha256: createHash("sha256").update(text, "utf8").digest("hex"), length: text.length },
      text: applyEdits(text, edits),
      detection,
      edits,
      ...(origin !== null && { origin }),
    };
  }

  detect(text: string, prepared?: Prepared): Detection {
    checkText(text);
    return this.rounds(prepared).detect(text);
  }

  async prepare(text: string): Promise<Prepared> {
    checkText(text);
    return this.reference.prepare(text);
  }

  get mustPrepare(): boolean {
    return this.reference.isRemote;
  }

  explain(text: string, offset?: number, prepared?: Prepared): readonly Explanation[] {
    checkText(text);
    const rounds = this.rounds(prepared);
    const texts: string[] = [];
    const first: Explanation[] = [];
    const { proposed } = rounds.next(text, (part, read) => this.addExplanations(first, part, read, offset));
    const edits = settledUnder(this.beside.follower, proposed, (now) => {
      texts.push(now);
      return rounds.next(now).proposed;
    });
    const here = edits.filter(({ start, end }) => offset === undefined || (offset >= start && offset < end));
    const found = withLaterReadings(first, here, texts.length, (at) => {
      const later: Explanation[] = [];
      rounds.visit(texts[at]!, (part, read) => this.addExplanations(later, part, read));
      return later;
    });
    return withDecisions(found, here);
  }

  private addExplanations(into: Explanation[], part: TextPart, read: ReferenceReading, offset?: number): void {
    const within = offset === undefined ? undefined : offset - part.start;
    if (within !== undefined && (within < 0 || within >= part.text.length)) return;
    for (const one of this.explanationsOf(read, within)) into.push(shifted(one, part));
  }

  private explanationsOf({ reading, grounded }: ReferenceReading, offset?: number): Explanation[] {
    const own = reading.decoded === null ? [] : explanations(reading, offset);
    if (grounded === null) return own;
    const edits = grounded.edits.map((edit) => this.referenceEdit(edit, grounded.detection));
    return withReference(own, { grounded, edits }, offset);
  }

  trace(phrase: string): TraceAnswer {
    this.tracer ??= new Tracer(openTerms(), this.resources.background, this.resources.dictionary);
    return this.tracer.trace(phrase);
  }

  repairAll(
    documents: AsyncIterable<StreamedDocument> | Iterable<StreamedDocument>,
    options?: StreamOptions,
  ): AsyncIterable<RepairResult> {
    return repairAll({ engine: this.options }, documents, options);
  }

  close(): void {
    this.reference.close();
  }

  private rounds(prepared: Prepared | undefined): DocumentRounds {
    const reader: PartReader = {
      read: (text, off, prepared) => this.read(text, off, prepared),
      decide: (text, read) => this.decide(text, read),
      protect: (text) => protectedSpans(text, { phrases: this.phrases }),
    };
    return new DocumentRounds(reader, prepared);
  }

  /** The stages up to the verdict. */
  private read(text: string, off: Protect, prepared: Prepared | undefined): ReferenceReading {
    const language = this.gate.judge(text);
    if (!language.ok) {
      return { reading: { detection: skipped(language.reason), decoded: null }, grounded: null, off: [], whole: null };
    }
    const relate = this.reference.relating(text, prepared);
    if (relate !== null) return readWithReference(this.resources, text, off, relate);
    return { reading: readDocument(this.resources, text, off), grounded: null, off: [], whole: null };
  }

  /** The stages from the best path, and from what the articles say, to edits with verdicts. */
  private decide(text: string, { reading, grounded, off }: ReferenceReading): Edit[] {
    const own = reading.decoded === null ? [] : this.proposed(reading);
    const edits = grounded === null ? own : this.besideArticles(own, grounded);
    return agreement(text, edits, reading.decoded === null ? off : reading.off);
  }

  /** Where articles speak for the wording, nobody else does; elsewhere they show where they use it. */
  private besideArticles(own: readonly Edit[], { covered, edits, detection, support }: GroundedReading): Edit[] {
    const free = own.filter(({ start, end }) => !overlapsAny(covered, start, end) && !overlapsAny(edits, start, end));
    const supported = free.map((edit) => {
      const reference = support(edit.now);
      return reference === undefined ? edit : { ...edit, evidence: { ...edit.evidence, reference } };
    });
    for (const edit of edits) supported.push(this.referenceEdit(edit, detection));
    return supported.sort((a, b) => a.start - b.start);
  }

  private proposed(reading: SpunReading): Edit[] {
    const objectionTo = partOfSpeechGuard(reading.tokens, reading.sentences);
    const ruling = { mode: this.mode, objectionTo, gain: new LanguageGain(reading.decoded, reading.tokens) };
    return proposals(reading).map((proposal) => ruledEdit(proposal, reading, ruling));
  }

  private referenceEdit(edit: ReferenceEdit, detection: Detection): Edit {
    return ruledReferenceEdit(edit, detection, { mode: this.mode, dictionary: this.resources.dictionary });
  }
}
