import { beforeAll, describe, expect, test } from "vitest";
import { openTextTools, type TextTools } from "../../test/reference/texts.js";
import { groundedWording } from "./grounded-edits.js";

let texts: TextTools;
beforeAll(async () => {
  texts = await openTextTools();
});

const ARTICLE =
  "The council of Lindhaven closed the old pier on Monday after divers found deep cracks in 14 of its pillars. " +
  "Residents said that they had not been warned in time, and Mayor Paula Vester promised a report. " +
  "The repairs should begin in April and cost about 3 million crowns, said the harbour master, Jorik Tamm.";

/** What an article says of a document; people's names are those in `names`, and every other word is ordinary. */
function wordingOf(document: string, { article = ARTICLE, locked = [] as readonly number[] } = {}) {
  const [read, source] = texts.read(document, article);
  const names = /^(?:paula|sofia|vester|jorik|tamm|velin)$/i;
  const isName = (token: number) => names.test(document.slice(read.tokens.starts[token], read.tokens.ends[token]));
  const nameIds = new Set([...document.matchAll(/\p{L}+/gu)].flatMap((_, at) => (isName(at) ? [read.ids[at]!] : [])));
  const { edits, differs } = groundedWording(read, source, texts.ground(document, article), {
    locked: Uint8Array.from({ length: read.tokens.count }, (_, at) => (locked.includes(at) ? 1 : 0)),
    curly: false,
    takes: () => true,
    isOrdinary: (id) => id >= 8 && !nameIds.has(id),
    isInThesaurus: (id) => id >= 8 && !nameIds.has(id),
    isPersons: isName,
    isKnownName: () => false,
  });
  for (const { start, end, was } of [...edits, ...differs]) expect(document.slice(start, end)).toBe(was);
  for (let at = 1; at < edits.length; at++) expect(edits[at]!.start).toBeGreaterThanOrEqual(edits[at - 1]!.end);
  return {
    edits: edits.map(({ was, now }) => `${was} -> ${now}`),
    differs: differs.map(({ was, source: said }) => `${was}, not ${said}`),
    probabilities: edits.map(({ probability }) => probability),
  };
}

describe("words", () => {
  test("come back, in the case and with the article of their place", () => {
    const { edits, differs } = wordingOf(
      ARTICLE.replace("Residents said", "Denizens voiced")
        .replace("deep cracks", "profound fissures")
        .replace("report", "dossier"),
    );
    expect(edits.join("; ")).toMatch(/Denizens.* -> Residents/);
    expect(edits.join("; ")).toMatch(/fissures -> .*cracks/);
    expect(edits).toContain("dossier -> report");
    expect(differs).toEqual([]);
  });

  test("stay where they are locked, or only spelled in another way", () => {
    const document = ARTICLE.replace("harbour", "harbor").replace("report", "dossier");
    const at = texts.read(document, ARTICLE)[0].tokens;
    const dossier = Array.from({ length: at.count }, (_, token) => token).find((token) => {
      return document.startsWith("dossier", at.starts[token]);
    })!;
    expect(wordingOf(document, { locked: [dossier] })).toMatchObject({ edits: [], differs: [] });
    expect(wordingOf(document).edits).toEqual(["dossier -> report"]);
  });

  test("are less sure in a sentence that somebody shortened, unless they are swapped so in several places", () => {
    const swapped = ARTICLE.replace("repairs should", "mendings should");
    const [sure] = wordingOf(swapped).probabilities;
    const shortened = swapped.replace(" and cost about 3 million crowns", "");
    expect(wordingOf(shortened).probabilities[0]!).toBeLessThan(sure!);
    const twice = `${shortened} The mendings were overdue.`;
    const [steady] = wordingOf(twice, { article: `${ARTICLE} The repairs were overdue.` }).probabilities;
    expect(steady).toBe(sure);
  });
});

describe("facts", () => {
  test.each([
    ["Monday", "Friday", "Friday, not Monday"],
    ["14 of", "40 of", "40, not 14"],
    ["had not been", "had been", "had, not had not"],
    ["Paula Vester", "Sofia Vester", "Sofia, not Paula"],
    ["Mayor Paula", "Senator Paula", "Senator, not Mayor"],
    ["Mayor Paula", "former Mayor Paula", "former"],
    ["April", "June", "June, not April"],
    ["Jorik Tamm", "Jorik Velin", "Velin, not Tamm"],
    ["about 3", "3", "cost, not cost about"],
  ])("%s is not put for %s, but reported", (said, says, reported) => {
    const { edits, differs } = wordingOf(ARTICLE.replace(said, says));
    expect(edits).toEqual([]);
    expect(differs.join()).toContain(reported);
  });

  test("of another version keep its garbled names from coming back, of the very same they do not", () => {
    const article = ARTICLE.replace("council of Lindhaven", "council of Stone Bridge");
    const garbled = article.replace("Stone Bridge", "Pebble Overpass");
    expect(wordingOf(garbled, { article }).edits.join()).toContain("Stone");
    const { edits, differs } = wordingOf(garbled.replace("14 of", "17 of"), { article });
    expect(edits.join()).not.toContain("Stone");
    expect(differs.length).toBeGreaterThanOrEqual(2);
  });
});

test("a difference that takes in the word before it takes back what was said of that word, and nothing else", () => {
  const article =
    "The divers have not found the cracks, and they are certain that the old pier is safe for the summer.";
  const { edits } = wordingOf(
    "The frogmen have not found the fissures, and they're convinced that the old pier is safe for the summer.",
    {
      article,
    },
  );
  expect(edits.join("; ")).toMatch(/frogmen -> divers/);
  expect(edits.join("; ")).toMatch(/fissures -> cracks/);
});
