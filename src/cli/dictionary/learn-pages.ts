import { basename } from "node:path";
import { openLanguageGate } from "../../detection/language.js";
import type { Family } from "../../dictionary/family.js";
import { genericSynonyms, openGeneric } from "../../dictionary/generic-file.js";
import { joinSynonyms, tableSynonyms } from "../../dictionary/synonym-source.js";
import { openBackground } from "../../language/background.js";
import { type LearnedPages, learnPages } from "../../learning/learn-pages.js";
import { shownName } from "../../reports/names.js";
import { plural } from "../../reports/summary.js";
import { builtIn, builtInFiles, GENERIC, loadFamilies, MODEL } from "../../resources.js";
import { exitCodes } from "../exit-codes.js";
import { Failure } from "../failure.js";
import { tell } from "../streams.js";
import { pageFiles, readPages } from "./pages.js";
import { saveTable, type TableFlags } from "./table.js";

export interface LearnPagesFlags extends TableFlags {
  readonly progress: boolean;
}

/** Tokens below which a pile shows little: some ten pages. */
const SMALL_PILE = 4000;
/** Expected swaps per word below which a pile is rather clean: in BBC stories a wide thesaurus finds .016 by chance. */
const LEAST_SHARE = 0.025;
/** A pile of which a known family explains so much is that family's. */
const KNOWN_SHARE = 0.5;

/** Learns a family's table from garbled pages alone. @returns the exit code. */
export async function runLearnPages(flags: LearnPagesFlags, paths: readonly string[]): Promise<number> {
  const { files, passedOver } = pageFiles(paths);
  const names = paths.map(shownName).join(", ");
  const { english, others } = await readEnglish(files);
  if (english.length === 0)
    throw new Failure(`${names}: no page of English prose in it. Name files with garbled pages.`);
  const learned = await learn(flags, english);
  const { substitutions } = learned.family;
  if (substitutions.length === 0 || learned.swaps < LEAST_SHARE * learned.tokens) {
    const found = `${Math.round(learned.swaps)} in ${learned.tokens} words`;
    throw new Failure(
      `${names}: the pages show hardly any swap (${found}), so they may be clean. Give more pages of one tool; ten to forty are of use.`,
    );
  }
  const madeBy = `unspin dictionary learn --pages ${paths.map((path) => shownName(basename(path))).join(" ")}`;
  await saveTable(flags, { substitutions, inputs: files, madeBy });
  report(learned, { passedOver, others });
  return exitCodes.done;
}

async function readEnglish(files: readonly string[]): Promise<{ english: string[]; others: number }> {
  const gate = openLanguageGate();
  const english: string[] = [];
  let others = 0;
  for (const file of files) {
    for (const { text } of await readPages(file)) {
      if (gate.judge(text).ok) english.push(text);
      else others++;
    }
  }
  return { english, others };
}

async function learn({ id, title = id, progress }: LearnPagesFlags, pages: readonly string[]): Promise<LearnedPages> {
  const families = await loadFamilies(builtInFiles());
  const background = openBackground(builtIn(MODEL));
  const generic = openGeneric(builtIn(GENERIC), background.vocabulary);
  return learnPages(pages, {
    id,
    title,
    background,
    families: families.filter(isNoOther(id)),
    synonyms: joinSynonyms(genericSynonyms(generic, background.vocabulary), tableSynonyms(families)),
    ...(progress && process.stderr.isTTY && { onProgress: tell }),
  });
}

/** A family that is learned anew must not be explained by what is known of it. */
function isNoOther(id: string): (family: Family) => boolean {
  return (family) => family.id !== id;
}

function report(learned: LearnedPages, left: { readonly passedOver: number; readonly others: number }): void {
  const { family, pages, tokens, swaps, known } = learned;
  tell(
    `${plural(family.substitutions.length, "pair")} from ${plural(pages, "page")} (${tokens} words), with ${Math.round(swaps)} swaps ` +
      "expected in them. Pages alone show likely pairs, not sure ones: read the table and delete what is wrong.",
  );
  if (left.others > 0) tell(`${plural(left.others, "page")} left out: not English, or too short to judge`);
  if (left.passedOver > 0) tell(`${plural(left.passedOver, "file")} passed over: neither .txt, .md nor .jsonl`);
  if (tokens < SMALL_PILE) tell("The pile is small; ten to forty pages of one tool show far more.");
  if (known !== null && known.share >= KNOWN_SHARE) {
    tell(`Family ${known.id} explains ${Math.round(100 * known.share)} % of the swaps: it may be that tool's work.`);
  }
}
