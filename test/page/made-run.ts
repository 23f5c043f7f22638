import { createHash } from "node:crypto";
import { applyEdits } from "../../src/edits/index.js";
import type { ReportedDocument } from "../../src/reports/report.js";
import type { Edit, RepairResult } from "../../src/result.js";

/** Pairs of words for runs that tests make; our own choice. */
export const PAIRS = [
  ["harbour wall", "sea wall"],
  ["commerce", "trade"],
  ["metal", "steel"],
  ["final yr", "last year"],
  ["mentioned", "said"],
] as const;

/** Repeatable numbers from 0 to 1 (a linear congruential generator, Numerical Recipes' constants). */
export function numbers(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return state / 2 ** 32;
  };
}

export interface Piece {
  readonly was: string;
  readonly now: string;
  readonly probability: number;
  readonly more?: Partial<Edit>;
}

/** A document from its pieces: plain words, and edits between them. */
export function madeDocument(source: string, pieces: readonly (string | Piece)[], more: Partial<RepairResult> = {}) {
  let input = "";
  const edits: Edit[] = [];
  for (const piece of pieces) {
    if (typeof piece !== "string") edits.push(madeEdit(input.length, piece, `${source} ${edits.length}`));
    input += typeof piece === "string" ? piece : piece.was;
  }
  const spun = edits.length > 0;
  const result: RepairResult = {
    schema: 1,
    source,
    input: { sha256: createHash("sha256").update(input).digest("hex"), length: input.length },
    text: applyEdits(input, edits),
    detection: {
      verdict: spun ? "spun" : "clean",
      probability: spun ? 0.98 : 0.01,
      rate: spun ? 0.8 : 0,
      family: spun ? "a" : null,
      families: {},
      spans: spun ? [{ start: 0, end: input.length }] : [],
    },
    edits,
    ...more,
  };
  return { input, result } satisfies ReportedDocument;
}

function madeEdit(start: number, { was, now, probability, more }: Piece, name: string): Edit {
  return {
    id: createHash("sha256").update(`${name} ${start} ${was} ${now}`).digest("hex").slice(0, 16),
    start,
    end: start + was.length,
    was,
    now,
    verdict: probability >= 0.6 ? "apply" : "suggest",
    probability,
    channel: "dictionary",
    alternatives: [
      { now: was, probability: (1 - probability) / 2 },
      { now: `${now} instead`, probability: (1 - probability) / 3 },
    ],
    evidence: { family: "a", channel: -0.4, language: 3.2, posterior: probability },
    ...more,
  };
}

/** A run for tests of the page: three documents that share pairs, the last of them clean. */
export function smallRun(): ReportedDocument[] {
  const story = (name: string, probability: number) =>
    madeDocument(`stories/${name}.txt`, [
      `Storm closes the ferry at ${name}\n\nThe `,
      { was: "harbour wall", now: "sea wall", probability },
      " broke on Monday, and the ",
      { was: "commerce", now: "trade", probability: 0.97, more: { evidence: referenceEvidence } },
      " of the town stopped.\n\nThe owner ",
      { was: "mentioned", now: "said", probability: 0.55 },
      " so. ",
      { was: "Commerce", now: "Trade", probability: 0.9 },
      " will open again.",
    ]);
  return [
    story("Pelham", 0.62),
    story("Easton", 0.81),
    madeDocument("stories/clean.txt", ["Nothing was changed here."]),
  ];
}

const referenceEvidence: Edit["evidence"] = {
  family: "a",
  reference: {
    article: "wire-7",
    title: "Ferry town counts its losses",
    url: "https://example.org/ferry",
    date: "2019-11-04",
    sentence: "The trade of the town stopped for three days.",
  },
};

/** Documents as long as news stories, with edits and evidence as a run with a reference corpus gives them. */
export function* largeRun(documents: number, editsEach: number): Generator<ReportedDocument> {
  const random = numbers(documents);
  const letters = "etaoinshrdlcumwfgypbv";
  const word = () =>
    Array.from(
      { length: 2 + Math.floor(random() * 8) },
      () => letters[Math.floor(random() ** 1.7 * letters.length)],
    ).join("");
  const vocabulary = Array.from({ length: 8000 }, word);
  const any = () => vocabulary[Math.floor(random() ** 2 * vocabulary.length)]!;
  const sentence = (length: number) => `${Array.from({ length }, any).join(" ")}.`;
  const pairs = Array.from({ length: 4000 }, () => [any(), any()] as const);
  for (let number = 0; number < documents; number++) {
    const pieces: (string | Piece)[] = [`${sentence(9)}\n\n`];
    for (let edit = 0; edit < editsEach; edit++) {
      const [was, now] = pairs[Math.floor(random() ** 3 * pairs.length)]!;
      const reference = {
        article: `wire-${number}`,
        title: sentence(7),
        url: `https://example.org/${number}`,
        date: "2020-02-02",
      };
      const evidence = { family: "a", channel: -random(), language: random() * 9, posterior: random() };
      pieces.push(`${any()} `, {
        was,
        now,
        probability: Math.round((0.3 + 0.7 * random() ** 0.4) * 1e6) / 1e6,
        more: {
          alternatives: Array.from({ length: 3 }, () => ({ now: any(), probability: random() / 9 })),
          evidence: edit % 3 === 0 ? { ...evidence, reference: { ...reference, sentence: sentence(18) } } : evidence,
        },
      });
      pieces.push(` ${sentence(12)}${edit % 5 === 4 ? "\n\n" : " "}`);
    }
    yield madeDocument(`run/${number}.txt`, pieces);
  }
}
