import { describe, expect, test } from "vitest";
import { inflect } from "./morphology.js";

// base third past participle gerund
const VERBS = `
walk walks walked walked walking|say says said said saying|try tries tried tried trying|go goes went gone going
stop stops stopped stopped stopping|visit visits visited visited visiting|admit admits admitted admitted admitting
die dies died died dying|lie lies lay lain lying|see sees saw seen seeing|agree agrees agreed agreed agreeing
make makes made made making|take takes took taken taking|write writes wrote written writing|run runs ran run running
begin begins began begun beginning|occur occurs occurred occurred occurring|offer offers offered offered offering
panic panics panicked panicked panicking|fix fixes fixed fixed fixing|play plays played played playing
show shows showed shown showing|cough coughs coughed coughed coughing|reach reaches reached reached reaching
push pushes pushed pushed pushing|pass passes passed passed passing|buzz buzzes buzzed buzzed buzzing
quiz quizzes quizzed quizzed quizzing|quit quits quit quit quitting|veto vetoes vetoed vetoed vetoing
have has had had having|do does did done doing|be is was been being|put puts put put putting|cut cuts cut cut cutting
travel travels traveled traveled traveling|cancel cancels canceled canceled canceling
control controls controlled controlled controlling|patrol patrols patrolled patrolled patrolling
reveal reveals revealed revealed revealing|fail fails failed failed failing|focus focuses focused focused focusing
benefit benefits benefited benefited benefiting|develop develops developed developed developing
prefer prefers preferred preferred preferring|submit submits submitted submitted submitting
argue argues argued argued arguing|dye dyes dyed dyed dyeing|tie ties tied tied tying|rise rises rose risen rising
bring brings brought brought bringing|seek seeks sought sought seeking|overtake overtakes overtook overtaken overtaking
withdraw withdraws withdrew withdrawn withdrawing|carry carries carried carried carrying|get gets got gotten getting
read reads read read reading|forecast forecasts forecast forecast forecasting|sit sits sat sat sitting
beat beats beat beaten beating|trek treks trekked trekked trekking|hoe hoes hoed hoed hoeing
equip equips equipped equipped equipping|parallel parallels paralleled paralleled paralleling`
  .trim()
  .split(/[|\n]/)
  .map((row) => row.split(" "));

const NOUNS = `
year years|city cities|day days|box boxes|church churches|wish wishes|class classes|quiz quizzes|man men|woman women
child children|person people|policeman policemen|chairwoman chairwomen|grandchild grandchildren|human humans
German Germans|knife knives|life lives|roof roofs|chief chiefs|belief beliefs|virus viruses|crisis crises
analysis analyses|criterion criteria|hero heroes|potato potatoes|photo photos|radio radios|series series|sheep sheep
aircraft aircraft|mouse mice|tooth teeth|foot feet|bus buses|shelf shelves|leaf leaves|company companies
agency agencies|toy toys|bonus bonuses|cloth cloths|gas gases|volcano volcanoes|judge judges|tax taxes`
  .trim()
  .split(/[|\n]/)
  .map((row) => row.split(" "));

describe("verbs", () => {
  test("the lists are as long as promised", () => {
    expect(VERBS.length).toBeGreaterThanOrEqual(60);
    expect(NOUNS.length).toBeGreaterThanOrEqual(40);
  });

  test.each(VERBS)("%s, %s, %s, %s, %s", (base = "", third = "", past = "", participle = "", gerund = "") => {
    expect(inflect(base, "verb")).toEqual({ base, third, past, participle, gerund });
  });

  test.each([
    ["travel", "travelled", "travelling"],
    ["cancel", "cancelled", "cancelling"],
    ["model", "modelled", "modelling"],
    ["parallel", "paralleled", "paralleling"],
    ["reveal", "revealed", "revealing"],
    ["get", "got", "getting"],
    ["learn", "learnt", "learning"],
    ["visit", "visited", "visiting"],
  ])("British %s, %s, %s", (base, participle, gerund) => {
    expect(inflect(base, "verb", "british")).toMatchObject({ participle, gerund });
  });

  test("a phrasal verb inflects its first word", () => {
    expect(inflect("carry out", "verb").past).toBe("carried out");
    expect(inflect("give up", "verb").participle).toBe("given up");
  });
});

describe("nouns", () => {
  test.each(NOUNS)("%s, %s", (singular = "", plural = "") => {
    expect(inflect(singular, "noun")).toEqual({ singular, plural });
  });

  test.each([
    ["health club", "health clubs"],
    ["loss of life", "losses of life"],
    ["court docket", "court dockets"],
    ["member of parliament", "members of parliament"],
  ])("the phrase %s, %s", (singular, plural) => {
    expect(inflect(singular, "noun").plural).toBe(plural);
  });
});
