import type { FileRange, LocatedEdit } from "../formats/index.js";
import type { Edit, RepairResult } from "../result.js";
import { fileUri } from "./file-uri.js";
import { fileOf, locatedEdits } from "./located.js";
import { formatProbability } from "./probability.js";
import type { Report } from "./report.js";
import { describeRule, ruleOf } from "./rules.js";

const SCHEMA = "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json";

/**
 * SARIF 2.1.0 (OASIS, 2023), one result for each edit: what is applied is a warning, what is suggested is for review.
 * The results come first and the tool last, since its rules are known only then.
 */
export function sarifReport(version: string): Report {
  const rules = new Map<string, number>();
  let results = 0;
  const numberOf = (rule: string) => {
    if (!rules.has(rule)) rules.set(rule, rules.size);
    return rules.get(rule)!;
  };
  return {
    extension: ".sarif",
    start: () => `{"$schema":"${SCHEMA}","version":"2.1.0","runs":[{"columnKind":"utf16CodeUnits","results":[\n`,
    document: (reported) =>
      locatedEdits(reported)
        .map(([edit, place]) => {
          const result = resultOf(reported.result, edit, place, numberOf(ruleOf(edit)));
          return `${results++ > 0 ? ",\n" : ""}${JSON.stringify(result)}`;
        })
        .join(""),
    end: () => {
      const tail = { automationDetails: { id: "unspin/" }, tool: { driver: driverOf(version, [...rules.keys()]) } };
      rules.clear();
      results = 0;
      return `\n],${JSON.stringify(tail).slice(1)}]}\n`;
    },
    places: "needed",
  };
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
