import type { FileRange, LocatedEdit } from "../formats/index.js";
import type { Edit, RepairResult } from "../result.js";
import { fileUri } from "./file-uri.js";
import { fileOf, locatedEdits } from "./located.js";
import { formatProbability } from "./probability.js";
import type { Report } from "./report.js";
import { describeRule, ruleOf } from "./rules.js";

const SCHEMA = "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json";

/** Results of a run: GitHub's code scanning shows no more of one (and takes none with over 25,000). */
const RUN_RESULTS = 5000;
/** Runs of a log: GitHub takes no log with more. The last one holds all that is left. */
const MOST_RUNS = 20;

/**
 * SARIF 2.1.0 (OASIS, 2023), one result for each edit: what is applied is a warning, what is suggested is for review. Many results
 * are several runs, told apart by their ids, as code scanning wants it.
 */
export function sarifReport(version: string): Report {
  let log = new Log(version);
  return {
    extension: ".sarif",
    start: () => `{"$schema":"${SCHEMA}","version":"2.1.0","runs":[${log.begin()}`,
    document: (reported) =>
      locatedEdits(reported)
        .map(([edit, place]) => log.add(ruleOf(edit), (rule) => resultOf(reported.result, edit, place, rule)))
        .join(""),
    end: () => {
      const end = `${log.end()}]}\n`;
      log = new Log(version);
      return end;
    },
    places: "needed",
  };
}

/** The runs of a log as they are written. The results come first and the tool last, since its rules are known only then. */
class Log {
  #rules = new Map<string, number>();
  #results = 0;
  #runs = 1;

  constructor(private readonly version: string) {}

  begin(): string {
    return '{"columnKind":"utf16CodeUnits","results":[\n';
  }

  /** @param resultOf what a result is, given the number of its rule in its run. */
  add(rule: string, resultOf: (ruleIndex: number) => object): string {
    const isFull = this.#results >= RUN_RESULTS && this.#runs < MOST_RUNS;
    const before = isFull ? this.#next() : this.#results > 0 ? ",\n" : "";
    this.#results += 1;
    if (!this.#rules.has(rule)) this.#rules.set(rule, this.#rules.size);
    return before + JSON.stringify(resultOf(this.#rules.get(rule)!));
  }

  /** Ends the run. */
  end(): string {
    const id = this.#runs === 1 ? "unspin/" : `unspin-${this.#runs}/`;
    const tail = { automationDetails: { id }, tool: { driver: driverOf(this.version, [...this.#rules.keys()]) } };
    return `\n],${JSON.stringify(tail).slice(1)}`;
  }

  #next(): string {
    const end = this.end();
    this.#rules = new Map();
    this.#results = 0;
    this.#runs += 1;
    return `${end},\n${this.begin()}`;
  }
}

function driverOf(version: string, rules: readonly string[]) {
  return {
    name: "unspin",
    semanticVersion: version,
    rules: rules.map((id) => ({
      id,
      shortDescription: { text: escaped(describeRule(id)) },
      defaultConfiguration: { level: "warning" },
    })),
  };
}

function resultOf(result: RepairResult, edit: Edit, place: LocatedEdit, ruleIndex: number) {
  const { id, was, now, verdict, probability, channel, alternatives, evidence } = edit;
  const artifactLocation = { uri: fileUri(fileOf(result)) };
  const certainty = `probability ${formatProbability(probability)}`;
  const text = escaped(`"${was}" was probably "${now}" (${certainty}).`.replace(/\s+/g, " "));
  return {
    ruleId: ruleOf(edit),
    ruleIndex,
    // A kind other than "fail" leaves no level but "none" (section 3.27.10).
    ...(verdict === "apply" ? { kind: "fail", level: "warning" } : { kind: "review", level: "none" }),
    message: { text },
    locations: [{ physicalLocation: { artifactLocation, region: region(place) }, ...logical(result, edit) }],
    partialFingerprints: { "unspinEdit/v1": id },
    rank: Math.round(probability * 10_000) / 100,
    ...(place.change && { fixes: [fixOf(text, artifactLocation, place.change)] }),
    properties: {
      document: result.source,
      was,
      now,
      probability,
      channel,
      alternatives,
      ...(evidence.heldBack && { heldBack: evidence.heldBack }),
    },
  };
}

function fixOf(text: string, artifactLocation: { readonly uri: string }, change: NonNullable<LocatedEdit["change"]>) {
  const replacement = { deletedRegion: region(change), insertedContent: { text: change.text } };
  return { description: { text }, artifactChanges: [{ artifactLocation, replacements: [replacement] }] };
}

function region({ start, end }: FileRange) {
  return { startLine: start.line, startColumn: start.column, endLine: end.line, endColumn: end.column };
}

/** The item and the field, which a line number says little of in a feed. */
function logical({ place }: RepairResult, { at }: Edit) {
  const item = place?.item === undefined ? [] : [`item ${place.item}`];
  const names = [...item, ...(at === undefined ? [] : [at.field])];
  if (names.length === 0) return {};
  return { logicalLocations: [{ name: names.at(-1)!, fullyQualifiedName: names.join("/"), kind: "element" }] };
}

/** Text without what a message means by brackets and braces: links and placeholders (sections 3.11.5 and 3.11.6). */
function escaped(text: string): string {
  return text.replace(/[\\[\]]/g, "\\$&").replace(/[{}]/g, "$&$&");
}
