/** What a record of a report must be, whoever wrote it. */

/** Where in the record something is not right, and what. */
export interface RecordProblem {
  readonly path: readonly PropertyKey[];
  readonly reason: string;
}

type Key =
  | "schema"
  | "source"
  | "text"
  | "place"
  | "input"
  | "detection"
  | "edits"
  | "file"
  | "item"
  | "line"
  | "sha256"
  | "length"
  | "id"
  | "start"
  | "end"
  | "was"
  | "now"
  | "verdict"
  | "probability";
type Fields = Readonly<Partial<Record<Key, unknown>>>;

/** The first thing that is not right with a record; undefined when it is a `RepairResult`. */
export function problemOfResult(value: unknown): RecordProblem | undefined {
  if (!isObject(value)) return at([], "a result must be an object");
  if (value.schema !== 1) return at(["schema"], `"schema" must be 1${newer(value.schema)}`);
  return (
    text(value, ["source"]) ??
    text(value, ["text"]) ??
    problemOfPlace(value.place) ??
    problemOfInput(value.input) ??
    problemOfDetection(value.detection) ??
    problemOfEdits(value)
  );
}

function newer(schema: unknown): string {
  return typeof schema === "number" && schema > 1 ? ": a newer version of unspin wrote this" : "";
}

function problemOfPlace(place: unknown): RecordProblem | undefined {
  if (place === undefined) return undefined;
  if (!isObject(place)) return at(["place"], '"place" must be an object');
  if (typeof place.file !== "string") return at(["place", "file"], '"file" must be text');
  const wrong = (["item", "line"] as const).find((key) => place[key] !== undefined && !isCount(place[key]));
  return wrong === undefined ? undefined : at(["place", wrong], `"${wrong}" must be a whole number`);
}

function problemOfInput(input: unknown): RecordProblem | undefined {
  if (!isObject(input)) return at(["input"], '"input" must be an object with the text\'s hash and length');
  const { sha256, length } = input;
  if (typeof sha256 !== "string" || !/^[0-9a-f]{64}$/.test(sha256)) {
    return at(["input", "sha256"], '"sha256" must be 64 hexadecimal digits');
  }
  return isCount(length) ? undefined : at(["input", "length"], '"length" must be a whole number');
}

function problemOfDetection(detection: unknown): RecordProblem | undefined {
  if (!isObject(detection)) return at(["detection"], '"detection" must be an object');
  if (["clean", "spun", "skipped"].includes(detection.verdict as string)) return undefined;
  return at(["detection", "verdict"], '"verdict" must be "clean", "spun" or "skipped"');
}

/** Reads on from edit to edit, so that the first that is not right is told. */
function problemOfEdits(result: Fields): RecordProblem | undefined {
  const { edits } = result;
  if (!Array.isArray(edits)) return at(["edits"], '"edits" must be a list');
  const length = (result.input as { length: number }).length;
  let floor = 0;
  let applied = length;
  for (const [index, edit] of (edits as unknown[]).entries()) {
    const problem = problemOfEdit(edit, { floor, length });
    if (problem !== undefined) return at(["edits", index, ...problem.path], `edit ${index}: ${problem.reason}`);
    const { end, was, now, verdict } = edit as { end: number; was: string; now: string; verdict: string };
    floor = end;
    if (verdict === "apply") applied += now.length - was.length;
  }
  const found = (result.text as string).length;
  if (found === applied) return undefined;
  return at(["text"], `"text" has ${found} characters, and the input with the edits applied has ${applied}`);
}

interface Room {
  /** Where the edit before ends. */
  readonly floor: number;
  /** Of the input. */
  readonly length: number;
}

function problemOfEdit(edit: unknown, { floor, length }: Room): RecordProblem | undefined {
  if (!isObject(edit)) return at([], "it must be an object");
  const missing = text(edit, ["id"]) ?? text(edit, ["was"]) ?? text(edit, ["now"]);
  if (missing !== undefined) return missing;
  const { start, end, was, verdict, probability } = edit;
  if (!isCount(start)) return at(["start"], '"start" must be a whole number');
  if (!isCount(end)) return at(["end"], '"end" must be a whole number');
  if (start < floor) return at(["start"], `it begins at ${start}, before ${floor} where the edit before it ends`);
  if (end < start || end > length) return at(["end"], `it ends at ${end}; expected ${start} to ${length}`);
  if ((was as string).length !== end - start) {
    return at(["was"], `"was" has ${(was as string).length} characters, and its range has ${end - start}`);
  }
  if (verdict !== "apply" && verdict !== "suggest") return at(["verdict"], '"verdict" must be "apply" or "suggest"');
  const isChance = typeof probability === "number" && probability >= 0 && probability <= 1;
  return isChance ? undefined : at(["probability"], '"probability" must be a number from 0 to 1');
}

function text(fields: Fields, path: readonly [Key]): RecordProblem | undefined {
  return typeof fields[path[0]] === "string" ? undefined : at(path, `"${path[0]}" must be text`);
}

function at(path: readonly PropertyKey[], reason: string): RecordProblem {
  return { path, reason };
}

function isObject(value: unknown): value is Fields {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

function isCount(value: unknown): value is number {
  return Number.isInteger(value) && (value as number) >= 0;
}
