/**
 * English forms that no spelling rule gives. Verbs: base, past, participle; a third-person or -ing form only where it
 * too is irregular. Where British and American differ the American form stands here and the British one below it.
 */

const VERBS = `
do did done|arise arose arisen|awake awoke awoken|bear bore borne|beat beat beaten|become became become|begin began begun
bend bent bent|beset beset beset|bet bet bet|bid bid bid|bind bound bound|bite bit bitten|bleed bled bled
blow blew blown|break broke broken|breed bred bred|bring brought brought|broadcast broadcast broadcast
build built built|burst burst burst|buy bought bought|cast cast cast|catch caught caught|choose chose chosen
cling clung clung|come came come|cost cost cost|creep crept crept|cut cut cut|deal dealt dealt|dig dug dug
draw drew drawn|drink drank drunk|drive drove driven|eat ate eaten|fall fell fallen|feed fed fed|feel felt felt
fight fought fought|find found found|flee fled fled|fling flung flung|fly flew flown|forbid forbade forbidden
forecast forecast forecast|foresee foresaw foreseen|forget forgot forgotten|forgive forgave forgiven
forgo forwent forgone|freeze froze frozen|get got gotten|give gave given|go went gone|grind ground ground
grow grew grown|hang hung hung|have had had|hear heard heard|hide hid hidden|hit hit hit|hold held held
hurt hurt hurt|keep kept kept|kneel knelt knelt|know knew known|lay laid laid|lead led led|leave left left
lend lent lent|let let let|lie lay lain|light lit lit|lose lost lost|make made made|mean meant meant
meet met met|mislead misled misled|mistake mistook mistaken|misunderstand misunderstood misunderstood
outdo outdid outdone|overcome overcame overcome|overdo overdid overdone|overhear overheard overheard
overrun overran overrun|oversee oversaw overseen|overtake overtook overtaken|overthrow overthrew overthrown
partake partook partaken|pay paid paid|prove proved proven|put put put|quit quit quit|read read read
rebuild rebuilt rebuilt|redo redid redone|repay repaid repaid|rerun reran rerun|reset reset reset
rethink rethought rethought|rewrite rewrote rewritten|rid rid rid|ride rode ridden|ring rang rung|rise rose risen
run ran run|say said said|see saw seen|seek sought sought|sell sold sold|send sent sent|set set set
sew sewed sewn|shake shook shaken|shed shed shed|shine shone shone|shoot shot shot|show showed shown
shrink shrank shrunk|shut shut shut|sing sang sung|sink sank sunk|sit sat sat|slay slew slain|sleep slept slept
slide slid slid|sling slung slung|slit slit slit|sow sowed sown|speak spoke spoken|speed sped sped|spend spent spent
spin spun spun|split split split|spread spread spread|spring sprang sprung|stand stood stood|steal stole stolen
stick stuck stuck|sting stung stung|stink stank stunk|stride strode stridden|strike struck struck|strive strove striven
swear swore sworn|sweep swept swept|swell swelled swollen|swim swam swum|swing swung swung|take took taken
teach taught taught|tear tore torn|tell told told|think thought thought|throw threw thrown|thrust thrust thrust
tread trod trodden|undergo underwent undergone|understand understood understood|undertake undertook undertaken
undo undid undone|uphold upheld upheld|upset upset upset|wake woke woken|wear wore worn|weave wove woven
weep wept wept|win won won|wind wound wound|withdraw withdrew withdrawn|withhold withheld withheld
withstand withstood withstood|wring wrung wrung|write wrote written`;

const NOUNS = `
aircraft aircraft|alumnus alumni|analysis analyses|axis axes|bacterium bacteria|barracks barracks|basis bases
belief beliefs|bison bison|brief briefs|calf calves|child children|chief chiefs|cliff cliffs|cloth cloths
corps corps|crisis crises|criterion criteria|crossroads crossroads|curriculum curricula|datum data|deer deer
diagnosis diagnoses|dwarf dwarfs|echo echoes|elf elves|embargo embargoes|emphasis emphases|fish fish|focus focuses
foot feet|genius geniuses|German Germans|goose geese|gulf gulfs|half halves|headquarters headquarters|hero heroes
human humans|hypothesis hypotheses|knife knives|leaf leaves|life lives|loaf loaves|louse lice|man men|means means
mosquito mosquitoes|motto mottoes|mouse mice|news news|oasis oases|octopus octopuses|offspring offspring|ox oxen
person people|phenomenon phenomena|plateau plateaus|potato potatoes|proof proofs|quiz quizzes|roof roofs
salmon salmon|scarf scarves|self selves|series series|sheep sheep|shelf shelves|shrimp shrimp|species species
spacecraft spacecraft|stimulus stimuli|swine swine|synopsis synopses|syllabus syllabuses|talisman talismans
terminus terminuses|thesis theses|thief thieves|tomato tomatoes|tooth teeth|torpedo torpedoes|trout trout|veto vetoes
virus viruses|volcano volcanoes|wharf wharves|wife wives|wolf wolves|woman women|works works|torso torsos|census censuses
campus campuses|bonus bonuses|status statuses|forum forums|stadium stadiums|gas gases|bus buses|lens lenses`;

export interface VerbForms {
  readonly past: string;
  readonly participle: string;
}

function rows(block: string): string[][] {
  return block
    .trim()
    .split(/[|\n]/)
    .map((row) => row.split(" "));
}

/** Past and participle by base form, American where the two spellings differ. */
export const IRREGULAR_VERBS: ReadonlyMap<string, VerbForms> = new Map(
  rows(VERBS).map(([base = "", past = "", participle = ""]) => [base, { past, participle }]),
);

/** What British English has instead: "got" for "gotten", "learnt" beside the regular "learned". */
export const BRITISH_VERBS: ReadonlyMap<string, VerbForms> = new Map([
  ["get", { past: "got", participle: "got" }],
  ["prove", { past: "proved", participle: "proved" }],
  ["learn", { past: "learnt", participle: "learnt" }],
  ["burn", { past: "burnt", participle: "burnt" }],
  ["dream", { past: "dreamt", participle: "dreamt" }],
  ["spell", { past: "spelt", participle: "spelt" }],
  ["spoil", { past: "spoilt", participle: "spoilt" }],
  ["lean", { past: "leant", participle: "leant" }],
  ["leap", { past: "leapt", participle: "leapt" }],
]);

/** Plural by singular. */
export const IRREGULAR_NOUNS: ReadonlyMap<string, string> = new Map(
  rows(NOUNS).map(([singular = "", plural = ""]) => [singular, plural]),
);

/** Verbs of two or more syllables whose stress falls on the last: these double their final consonant everywhere. */
export const FINAL_STRESS: ReadonlySet<string> = new Set(
  (
    "abet abhor acquit admit allot annul befit begin commit compel concur confer control debar defer deter dispel " +
    "embed emit enrol enroll equip excel expel forget format handicap impel incur infer kidnap occur omit patrol permit " +
    "prefer program propel rebel rebut recur refer regret remit repel reset submit transfer transmit transship upset zigzag"
  ).split(" "),
);
