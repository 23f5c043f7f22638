import { createHash } from "node:crypto";
import type { Edit, Place } from "../../result.js";
import type { ReportedDocument } from "../report.js";
import { countWords } from "../summary.js";
import { dataBlock } from "./block.js";
import { EditColumns } from "./edit-columns.js";
import { pageEnd } from "./frame.js";
import { COLUMNS_BLOCK, documentsBlock, INDEX_BLOCK, type PageDocument, type PageIndex, VERDICTS } from "./shape.js";

/** Documents are packed together until their JSON has this many UTF-16 units: small enough to open at once. */
const BLOCK_UNITS = 256 * 1024;
/** Longest title shown, in UTF-16 units. */
const TITLE_UNITS = 120;

/** Makes the data of one page as documents come; holds the columns and at most one block of documents. */
export class PageWriter {
  readonly #edits = new EditColumns();
  readonly #run = createHash("sha256");
  readonly #source: string[] = [];
  readonly #title: string[] = [];
  readonly #place: (Place | null)[] = [];
  readonly #verdict: number[] = [];
  readonly #probability: number[] = [];
  readonly #rate: number[] = [];
  readonly #family: number[] = [];
  readonly #words: number[] = [];
  readonly #counts: number[] = [];
  readonly #block: number[] = [];
  #waiting: string[] = [];
  #waitingUnits = 0;
  #blocks = 0;

  /** @returns what is ready to be written: often nothing yet. */
  add({ input, result }: ReportedDocument): string {
    const { detection, edits } = result;
    for (const edit of edits) this.#edits.add(edit);
    this.#source.push(result.source);
    this.#title.push(titleOf(input));
    this.#place.push(result.place ?? null);
    this.#verdict.push(VERDICTS.indexOf(detection.verdict));
    this.#probability.push(detection.probability);
    this.#rate.push(detection.rate);
    this.#family.push(this.#edits.familyNumber(detection.family));
    this.#words.push(countWords(input));
    this.#counts.push(edits.length);
    this.#block.push(this.#blocks);
    this.#run.update(`${result.source}\0${result.input.sha256}\0${edits.map(({ id }) => id).join()}\n`);
    const packed = JSON.stringify(pageDocument(input, result));
    this.#waiting.push(packed);
    this.#waitingUnits += packed.length;
    return this.#waitingUnits < BLOCK_UNITS ? "" : this.#flush();
  }

  end(): string {
    const rest = this.#waiting.length === 0 ? "" : this.#flush();
    const columns = dataBlock(COLUMNS_BLOCK, this.#edits.toBytes());
    return rest + columns + dataBlock(INDEX_BLOCK, JSON.stringify(this.#index())) + pageEnd;
  }

  #flush(): string {
    const block = dataBlock(documentsBlock(this.#blocks), `[${this.#waiting.join(",")}]`);
    this.#blocks += 1;
    this.#waiting = [];
    this.#waitingUnits = 0;
    return block;
  }

  #index(): PageIndex {
    return {
      schema: 1,
      run: this.#run.digest("hex").slice(0, 16),
      families: this.#edits.families,
      documents: {
        source: this.#source,
        title: this.#title,
        place: this.#place,
        verdict: this.#verdict,
        probability: this.#probability,
        rate: this.#rate,
        family: this.#family,
        words: this.#words,
        edits: this.#counts,
        block: this.#block,
      },
      was: this.#edits.was,
      now: this.#edits.now,
      editCount: this.#edits.length,
      otherIds: this.#edits.otherIds,
    };
  }
}

function pageDocument(input: string, { detection, origin, edits }: ReportedDocument["result"]): PageDocument {
  return { input, detection, ...(origin && { origin }), edits: edits.map(pageEdit) };
}

function pageEdit({ start, end, alternatives, evidence, at }: Edit): PageDocument["edits"][number] {
  return { start, end, alternatives, evidence, ...(at && { field: at.field }) };
}

/** The first line that says anything, cut at a word's end. */
function titleOf(input: string): string {
  const line = /\S[^\n\r]*/u.exec(input)?.[0].trim() ?? "";
  if (line.length <= TITLE_UNITS) return line;
  const cut = line.slice(0, TITLE_UNITS);
  // A cut inside a pair of surrogates would leave half a character.
  return `${cut.slice(0, Math.max(cut.lastIndexOf(" "), TITLE_UNITS / 2)).replace(/[\ud800-\udbff]$/, "")}…`;
}
