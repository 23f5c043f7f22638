import { fingerprint } from "./decisions/fingerprint.js";
import type { ProposedEdits } from "./decisions/ledger-follower.js";
import type { Protect } from "./document-reader.js";
import { type PartResult, wholeDetection, wholeOrigin } from "./part-results.js";
import type { ReferenceReading } from "./reading.js";
import type { Article } from "./reference/index.js";
import type { Prepared } from "./reference-reader.js";
import type { Detection, Edit, Origin, Range } from "./result.js";
import { rangesWithin, shifted, type TextPart, textParts } from "./text-parts.js";

/** Reads one part of a document as if it were all of it. */
export interface PartReader {
  /** The stages up to the verdict; `off` gives the spans that no edit may touch. */
  read(text: string, off: Protect, prepared: Prepared | undefined): ReferenceReading;
  /** Edits with verdicts, in the part's offsets; they have no id yet. */
  decide(text: string, read: ReferenceReading): Edit[];
  /** The spans of a whole document that no edit may touch. */
  protect(text: string): readonly Range[];
}

/** What is left of a part's reading: what it was decoded with is let go. */
interface PartOutcome extends PartResult {
  readonly edits: readonly Edit[];
  /** See `ArticleReading`. */
  readonly whole: Article | null;
}

/** A document as it was read once. */
export interface DocumentRound {
  readonly proposed: ProposedEdits;
  readonly detection: Detection;
  readonly origin: Origin | null;
}

type Visit = (part: TextPart, read: ReferenceReading) => void;

/**
 * The rounds in which a document is repaired: each reads what the one before left, part by part. A part that the last round left as it
 * was is not read again.
 */
export class DocumentRounds {
  /** The last round's parts by their text. */
  private known: ReadonlyMap<string, PartOutcome> = new Map();
  /** The article that each part was found to be made from, in the first round. */
  private sources: readonly (Article | null)[] | undefined;

  constructor(
    private readonly reader: PartReader,
    private readonly prepared: Prepared | undefined,
  ) {}

  /** The verdict alone. */
  detect(text: string): Detection {
    const results: PartResult[] = [];
    this.visit(text, (part, read) => results.push(resultOf(part, read)));
    return wholeDetection(results);
  }

  /** The next round's reading; `visit` sees what each part was read as. */
  next(text: string, visit?: Visit): DocumentRound {
    const outcomes: PartOutcome[] = [];
    const off = once(() => this.reader.protect(text));
    textParts(text).forEach((part, at) => {
      const known = this.known.get(part.text);
      outcomes.push(known === undefined ? this.outcome(part, at, off, visit) : { ...known, part });
    });
    this.sources ??= outcomes.map(({ whole }) => whole);
    // What was read beside other articles than those of the rounds to come counts for nothing there.
    this.known = new Map(outcomes.filter(({ whole }) => whole === null).map((one) => [one.part.text, one]));
    const edits = outcomes.flatMap((one) => one.edits.map((edit) => identified(text, shifted(edit, one.part))));
    const detection = wholeDetection(outcomes);
    const proposed = { text, edits, isSpun: detection.verdict === "spun", off };
    return { proposed, detection, origin: wholeOrigin(outcomes) };
  }

  /** Shows what the parts of a text are read as. */
  visit(text: string, visit: Visit): void {
    const off = once(() => this.reader.protect(text));
    textParts(text).forEach((part, at) => {
      visit(part, this.read(part, at, off));
    });
  }

  private outcome(part: TextPart, at: number, off: Protect, visit: Visit | undefined): PartOutcome {
    const read = this.read(part, at, off);
    visit?.(part, read);
    return { ...resultOf(part, read), edits: this.reader.decide(part.text, read), whole: read.whole };
  }

  /** What was repaired once is read beside the same articles. */
  private read(part: TextPart, at: number, off: Protect): ReferenceReading {
    const source = this.sources?.[at] ?? null;
    const prepared =
      source === null
        ? (this.prepared?.parts?.[at] ?? this.prepared)
        : { retrieved: [{ article: source, score: 1, share: 1 }] };
    return this.reader.read(part.text, () => rangesWithin(off(), part), prepared);
  }
}

function resultOf(part: TextPart, { reading, grounded }: ReferenceReading): PartResult {
  return { part, detection: grounded?.detection ?? reading.detection, origin: grounded?.origin ?? null };
}

/** The edit with the id that its place in the whole document gives it. */
function identified(text: string, edit: Edit): Edit {
  return { ...edit, id: fingerprint(text, edit) };
}

function once(work: () => readonly Range[]): Protect {
  let known: readonly Range[] | undefined;
  return () => {
    known ??= work();
    return known;
  };
}
