import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { loadDetector } from "./eld.js";
import { openLanguageGate } from "./language.js";
import { readUnits } from "./units.js";

/** The same small story in thirteen languages, written for these tests. */
const FOREIGN = {
  German:
    "Der Stadtrat hat am Dienstag beschlossen, die alte Brücke zu sanieren. Die Arbeiten sollen im Mai beginnen und rund ein Jahr dauern. Viele Anwohner fürchten den Lärm und die langen Umwege.",
  French:
    "Le conseil municipal a décidé mardi de rénover le vieux pont. Les travaux doivent commencer en mai et durer environ un an. Beaucoup de riverains craignent le bruit et les longs détours.",
  Spanish:
    "El ayuntamiento decidió el martes reparar el viejo puente. Las obras empezarán en mayo y durarán cerca de un año. Muchos vecinos temen el ruido y los largos desvíos.",
  Italian:
    "Il consiglio comunale ha deciso martedì di restaurare il vecchio ponte. I lavori cominceranno a maggio e dureranno circa un anno. Molti residenti temono il rumore e le lunghe deviazioni.",
  Portuguese:
    "A câmara municipal decidiu na terça-feira reparar a velha ponte. As obras devem começar em maio e durar cerca de um ano. Muitos moradores temem o barulho e os longos desvios.",
  Dutch:
    "De gemeenteraad besloot dinsdag om de oude brug te herstellen. Het werk begint in mei en zal ongeveer een jaar duren. Veel omwonenden vrezen het lawaai en de lange omwegen.",
  Swedish:
    "Kommunfullmäktige beslutade i tisdags att renovera den gamla bron. Arbetet ska börja i maj och ta ungefär ett år. Många boende är oroliga för buller och långa omvägar.",
  Polish:
    "Rada miasta postanowiła we wtorek wyremontować stary most. Prace mają się zacząć w maju i potrwać około roku. Wielu mieszkańców boi się hałasu i długich objazdów.",
  Turkish:
    "Belediye meclisi salı günü eski köprüyü onarmaya karar verdi. Çalışmalar mayıs ayında başlayacak ve yaklaşık bir yıl sürecek. Birçok sakin gürültüden ve uzun yollardan korkuyor.",
  Russian:
    "Городской совет во вторник решил отремонтировать старый мост. Работы начнутся в мае и продлятся около года. Многие жители боятся шума и долгих объездов.",
  Greek:
    "Το δημοτικό συμβούλιο αποφάσισε την Τρίτη να επισκευάσει την παλιά γέφυρα. Οι εργασίες θα αρχίσουν τον Μάιο και θα διαρκέσουν περίπου έναν χρόνο.",
  Chinese: "市议会星期二决定修复这座旧桥。工程将于五月开始，预计持续一年左右。许多居民担心噪音和绕行。",
  Arabic:
    "قرر مجلس المدينة يوم الثلاثاء ترميم الجسر القديم. ستبدأ الأعمال في مايو وتستمر نحو عام. يخشى كثير من السكان الضوضاء والطرق الطويلة.",
} as const;

const ENGLISH =
  "The town council decided on Tuesday to repair the old bridge. Work should begin in May and last about a year. Many people who live near the river are afraid of the noise and of the long way round.";

const gate = openLanguageGate();

/** A gate that must not need the detector: plain English never pays for it. */
const cheapGate = openLanguageGate(() => {
  throw new Error("the detector was asked for");
});

describe("English", () => {
  it.each([
    ["a story", ENGLISH],
    ["one sentence", "The council voted to repair the bridge."],
    ["all capitals", ENGLISH.toUpperCase()],
    ["a headline in title case", "Council Votes Overwhelmingly to Repair Crumbling River Bridge"],
    ["hard-wrapped lines", ENGLISH.replace(/((?:\S+ ){7})/g, "$1\n")],
    [
      "many names and numbers",
      "Nadia Brankovic (12.3) beat Odile Marchetti-Lund (12.4) and Ximena Aguirre (12.6) in the final on May 3, 2019, in Ljubljana. Ticket sales rose 4.5% to $1,250,000, and 18,400 of them went to fans from Graz.",
    ],
    [
      "a team sheet",
      `${ENGLISH}\n\nLindqvist; Van der Meer, Dal Ponte; Okafor, De Souza; Szymanski, Le Goff; Ibrahimovic`,
    ],
    [
      "quotes and curly marks",
      "“I’ve never seen it,” she said. “We don’t know what they’ll do, and that’s the trouble.”",
    ],
    [
      "spun words",
      "The city council determined on Tuesday to restore the outdated bridge, and work have to start in May.",
    ],
    [
      "one foreign quotation",
      `${ENGLISH} ${ENGLISH} “Wir haben genug gewartet, und jetzt wird gebaut”, said the mayor. ${ENGLISH}`,
    ],
  ])("%s passes without the detector", (_name, text) => {
    expect(cheapGate.judge(text)).toEqual({ ok: true });
  });

  it.each([
    "Council votes to repair bridge",
    "Bridge repair plan wins council vote",
    "CITY VOTES TO REPAIR OLD BRIDGE",
    "Ilse Brankovic: Slovenia sprinter skips Graz meeting",
    "Police arrest three men after Leeds robbery",
  ])("a headline passes: %s", (text) => {
    expect(gate.judge(text)).toEqual({ ok: true });
  });
});

describe("other languages", () => {
  it.each(Object.entries(FOREIGN))("%s is skipped, and named", (name, text) => {
    expect(gate.judge(text)).toEqual({ ok: false, reason: `not English: reads as ${name}` });
  });

  it.each(Object.entries(FOREIGN))("half %s, half English, paragraph by paragraph, is skipped", (name, text) => {
    const verdict = gate.judge(`${ENGLISH}\n\n${text}`);
    expect(verdict).toMatchObject({ ok: false, reason: expect.stringMatching(`^mixed languages: .*${name}`) });
  });

  it("half German, half English, sentence by sentence on one line, is skipped", () => {
    const german = FOREIGN.German.split(/(?<=\.) /);
    const mixed = ENGLISH.split(/(?<=\.) /).flatMap((sentence, i) => [sentence, german[i] ?? ""]);
    expect(gate.judge(mixed.join(" "))).toMatchObject({ ok: false, reason: expect.stringMatching(/^mixed languages/) });
  });

  it.each(Object.entries(FOREIGN))("a quotation in %s leaves an English article English", (_name, text) => {
    const quotation = text.split(/(?<=[.。])/u)[0]!;
    expect(gate.judge(`${ENGLISH}\n\n“${quotation}” said one of them.\n\n${ENGLISH}`)).toEqual({ ok: true });
  });
});

describe("what cannot be judged", () => {
  it.each([
    ["", "too short to judge: 0 words, at least 5 are needed"],
    [" \r\n\u00a0", "too short to judge: 0 words, at least 5 are needed"],
    ["Bridge", "too short to judge: 1 word, at least 5 are needed"],
    ["Council repairs bridge", "too short to judge: 3 words, at least 5 are needed"],
    ["12.5 13.7 18.9 2,400 1,999 77 81 2020-01-05", "not prose: mostly numbers, markup or code"],
    ["| 12 | 14 | May |\n| 17 | 19 | June |\n| 21 | 22 | July |", "not prose: mostly numbers, markup or code"],
    [
      "const sum = list.map((x) => x * 2); if (sum[0] > 4) { return { sum }; }",
      "not prose: mostly numbers, markup or code",
    ],
    ["https://example.org/a/b https://example.org/c/d", "not prose: mostly numbers, markup or code"],
    ["<ul><li><b>x</b></li><li><i>y</i></li></ul>", "not prose: mostly numbers, markup or code"],
  ])("%j", (text, reason) => {
    expect(gate.judge(text)).toEqual({ ok: false, reason });
  });

  it("judges any text without throwing, and the same twice", () => {
    fc.assert(
      fc.property(fc.string({ unit: "binary", maxLength: 300 }), (text) => {
        expect(gate.judge(text)).toEqual(gate.judge(text));
      }),
    );
  });
});

describe("the detector", () => {
  it("loads at once and scores English against the best", () => {
    const detector = loadDetector();
    expect(detector.detect(ENGLISH)).toEqual({ language: "en", english: 1 });
    expect(detector.detect(FOREIGN.German).language).toBe("de");
    expect(detector.detect(FOREIGN.German).english).toBeLessThan(0.75);
  });

  it("is loaded once for a gate, when first needed", () => {
    let loads = 0;
    const counting = openLanguageGate(() => {
      loads++;
      return loadDetector();
    });
    counting.judge(ENGLISH);
    expect(loads).toBe(0);
    counting.judge(FOREIGN.German);
    counting.judge(FOREIGN.French);
    expect(loads).toBe(1);
  });

  it("is asked a bounded number of times, however long the text", () => {
    let asked = 0;
    const counting = openLanguageGate(() => ({
      detect: () => {
        asked++;
        return { language: "de", english: 0 };
      },
    }));
    expect(counting.judge(`${FOREIGN.German}\n\n`.repeat(2000)).ok).toBe(false);
    expect(asked).toBeGreaterThan(50);
    expect(asked).toBeLessThanOrEqual(200);
  });
});

describe("older English", () => {
  const PSALM =
    "And thou who comest late at night, with muddied boots and empty purse, sit down, sit down; thy fare is slight, and I have carried many worse.";

  it("is not judged: no tool has garbled it, and it is far from what is written today", () => {
    expect(gate.judge(PSALM)).toMatchObject({ ok: false, reason: expect.stringContaining("older English") });
  });

  it("quoted in a story of today keeps nobody from judging that", () => {
    expect(gate.judge(`${ENGLISH} `.repeat(4) + PSALM).ok).toBe(true);
    expect(gate.judge(`${ENGLISH} The nickname "Ye Olde Inn" is older than the bridge.`).ok).toBe(true);
  });
});

describe("reading units", () => {
  it("covers the text in order, and counts its words", () => {
    const text = `${ENGLISH} ${FOREIGN.German}`;
    const { units, words } = readUnits(text);
    expect(words).toBe(text.split(/[\s]+/).length);
    expect(units[0]!.start).toBe(0);
    for (const [i, unit] of units.entries()) expect(unit.start).toBe(i === 0 ? 0 : units[i - 1]!.end);
    expect(units.map(({ kind }) => kind)).toContain("english");
    expect(units.map(({ kind }) => kind)).toContain("open");
  });

  it("costs little: 1,000 words of English in well under a millisecond", () => {
    const story = `${ENGLISH} `.repeat(250);
    const { words } = readUnits(story);
    let best = Number.POSITIVE_INFINITY;
    for (let round = 0; round < 20; round++) {
      const start = performance.now();
      cheapGate.judge(story);
      best = Math.min(best, performance.now() - start);
    }
    // Measured 0.06 ms; the room is for a busy machine.
    expect((best / words) * 1000).toBeLessThan(0.5);
  });
});
