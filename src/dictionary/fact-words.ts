/**
 * Closed lists of words that state a fact other than a number or a negation: dates, currencies, units, sides and
 * directions. A wording may drop or bring such a word ("rose" for "improved"), but may not put one where another of the
 * same group stood ("rose" for "fell", "May" for "June").
 */

export type WordFactKind = "date" | "currency" | "unit" | "side";

/** What a word states: a place (`key`) in a group whose places exclude each other. */
export interface WordFact {
  readonly kind: WordFactKind;
  readonly group: string;
  readonly key: string;
}

/** Each group: what excludes what, the ways to say each of them parted by blanks. */
const GROUPS: Readonly<Record<WordFactKind, Readonly<Record<string, readonly string[]>>>> = {
  date: {
    month: [
      "january jan",
      "february feb",
      "March Mar",
      "april apr",
      "May",
      "june jun",
      "july jul",
      "august aug",
      "september sept sep",
      "october oct",
      "november nov",
      "december dec",
    ],
    weekday: [
      "monday mon",
      "tuesday tue tues",
      "wednesday wed",
      "thursday thu thur thurs",
      "friday fri",
      "saturday Sat",
      "sunday Sun",
    ],
    season: ["spring springtime", "summer summertime", "autumn", "winter wintertime"],
    "relative day": ["yesterday", "today tonight", "tomorrow"],
  },
  currency: {
    currency: [
      "dollar dollars usd $ buck bucks",
      "pound pounds £ gbp quid",
      "euro euros € eur",
      "yen ¥",
      "yuan renminbi",
      "rupee rupees ₹",
      "rouble roubles ruble rubles ₽",
      "franc francs",
      "peso pesos",
      "lira liras ₺",
      "krona kronor krone kroner",
      "cent cents",
      "penny pennies pence",
    ],
  },
  unit: {
    time: ["seconds", "minute minutes", "hour hours", "day days", "week weeks", "month months", "year years yr yrs"],
    length: [
      "inch inches",
      "foot feet ft",
      "yard yards",
      "mile miles",
      "millimetre millimetres millimeter millimeters mm",
      "centimetre centimetres centimeter centimeters cm",
      "metre metres meter meters",
      "kilometre kilometres kilometer kilometers km",
    ],
    weight: ["ounce ounces", "gram grams", "kilogram kilograms kilo kilos kg", "ton tons tonne tonnes"],
    fraction: ["half", "quarter"],
    volume: ["litre litres liter liters", "gallon gallons", "pint pints"],
  },
  side: {
    compass: ["north", "south", "east", "west"].map((point) => `${point} ${point}ern ${point}ward ${point}wards`),
    height: ["up upward upwards", "down downward downwards"],
    place: ["above", "below beneath under underneath"],
    way: ["left", "right"],
    order: ["before earlier prior previous preceding", "after later following subsequent next"],
    end: ["first initial", "last final"],
    change: [
      "rise rises rising rose risen increase increases increased increasing grow grows grew grown growing climb climbs " +
        "climbed climbing soar soars soared soaring surge surges surged surging growth raise raises raised raising",
      "fall falls falling fell fallen drop drops dropped dropping decline declines declined declining decrease " +
        "decreases decreased decreasing shrink shrinks shrank shrunk plunge plunges plunged plummet plummets plummeted " +
        "slump slumps slumped cut cuts cutting reduce reduces reduced reducing reduction",
    ],
    amount: ["more greater higher larger bigger", "less fewer lower smaller"],
    most: ["most maximum highest", "least minimum lowest"],
    worth: ["better best", "worse worst"],
    level: ["high", "low"],
    sex: [
      "he him his himself man men male males boy boys son sons father fathers brother brothers husband husbands king mr",
      "she her hers herself woman women female females girl girls daughter daughters mother mothers sister sisters wife " +
        "wives queen mrs ms",
    ],
    bounds: ["inside indoors internal", "outside outdoors external"],
    outcome: [
      "win wins won winning winner winners victory victories",
      "lose loses lost losing loser losers loss losses",
    ],
    success: ["succeed succeeds succeeded succeeding success", "fail fails failed failing failure"],
    answer: [
      "accept accepts accepted approve approves approved allow allows allowed permit permits permitted",
      "reject rejects rejected refuse refuses refused deny denies denied ban bans banned forbid forbidden",
    ],
    stand: ["support supports supported supporting", "oppose opposes opposed opposing against"],
    trade: ["buy buys bought buying buyer buyers", "sell sells sold selling seller sellers"],
    border: ["import imports imported", "export exports exported"],
    door: ["open opens opened opening", "close closes closed closing shut shuts"],
    life: ["alive living survive survives survived", "dead die dies died dying kill kills killed"],
    age: ["new young younger", "old older ancient"],
    share: ["majority", "minority"],
    guilt: ["guilty", "innocent"],
    law: ["plaintiff plaintiffs prosecution", "defendant defendants defence defense"],
    money: ["profit profits", "deficit deficits"],
    motion: ["arrive arrives arrived arriving arrival", "leave leaves leaving depart departs departed departure"],
    count: ["double doubled doubles doubling", "treble triple tripled triples", "halve halved halves halving"],
    often: ["always often frequently", "rarely seldom hardly scarcely"],
  },
};

/** By word as `wordFact` looks it up. */
const FACTS: ReadonlyMap<string, WordFact> = new Map(
  Object.entries(GROUPS).flatMap(([kind, groups]) =>
    Object.entries(groups).flatMap(([group, places]) =>
      places.flatMap((words) => {
        const [key] = words.split(" ") as [string, ...string[]];
        return words
          .split(" ")
          .map((word): [string, WordFact] => [word, { kind: kind as WordFactKind, group, key: key.toLowerCase() }]);
      }),
    ),
  ),
);

/** What a word states; words that are months or days only with a capital ("March") are read in the case they have. */
export function wordFact(word: string): WordFact | undefined {
  return FACTS.get(word) ?? FACTS.get(word.toLowerCase());
}
