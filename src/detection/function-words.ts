/** What a short word says of the language it stands in. */
export const WordHint = { None: 0, English: 1, Shared: 2, Foreign: 3 } as const;

/** Frequent in English, and in no other language that is written with these letters. */
const ENGLISH = `the and that this those from with have been being they their them there then than which would could should
  said says were what when where while who whose how into its our your you she him does did about after again both each
  every few first if make may might much new now only other out own some too until very yet before`;

/** Frequent in English, but a word of other languages too: it counts only beside words of the first list. */
const SHARED = `a i of in to is on as at for by be was it an or he we no so do can will had one two us up me my her go am are has
  but not his all also more most over under just such any same made like many must these`;

/** Frequent in another language that is written with these letters, and neither English nor common in names. */
const FOREIGN = `der das und nicht ist ein eine einen einem auf sich auch dass wird sind wurde nach bei zur zum aus les des
  est dans une pour qui sur avec ses pas sont cette leur ont aux por para una del que como esta pero sus entre ser fue muy
  il che sono della delle dei nel gli alla anche dos das nas uma mais foi seu sua pelo pela het een niet zijn voor ook aan
  naar wordt werd bij och att det som inte ett av har eller blev og ikke fra jeg sig efter jest nie sie oraz przez jako
  jego dla byl bir ile icin olan daha gibi yang dengan untuk dari pada ini itu dalam tidak este din pentru sunt fost je na
  se jak jsou byla hogy nem egy csak ei oli ovat mutta`;

/** The longest word that has a key: five bits a letter in 30 bits. The lists hold none longer. */
export const LONGEST_KEYED = 6;

/** Key of a word from a-z: five bits a letter. It is a small integer, so looking a word up makes no string. */
function keyOf(word: string): number {
  let key = 0;
  for (let i = 0; i < word.length; i++) key = (key << 5) | (word.charCodeAt(i) & 31);
  return key;
}

const HINTS: ReadonlyMap<number, number> = new Map(
  [
    { words: FOREIGN, hint: WordHint.Foreign },
    { words: SHARED, hint: WordHint.Shared },
    { words: ENGLISH, hint: WordHint.English },
  ].flatMap(({ words, hint }) => words.split(/\s+/).map((word) => [keyOf(word), hint] as const)),
);

/** The hint of the word with this key: five bits a letter, the last letter lowest, case left out. */
export function hintOf(key: number): number {
  return HINTS.get(key) ?? WordHint.None;
}
