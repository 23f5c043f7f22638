import type { z } from "zod";
import { locatorFor } from "./locate.js";
import { configSchema } from "./schema.js";

type Issue = z.core.$ZodIssue;

/** Every problem on a line of its own, each with its place in the file, in the file's order. */
export function describeIssues(file: string, text: string, issues: readonly Issue[]): string {
  const locate = locatorFor(text);
  const lines = issues.flatMap((issue) => {
    if (issue.code !== "unrecognized_keys") {
      return [`${file}:${locate(issue.path, "value")}: ${describeIssue(issue)}`];
    }
    return issue.keys.map((key) => `${file}:${locate([...issue.path, key], "key")}: ${describeUnknownKey(key)}`);
  });
  return lines.join("\n");
}

function describeUnknownKey(key: string): string {
  const allowed = Object.keys(configSchema.shape);
  const meant = allowed.find((name) => isNear(key.toLowerCase(), name.toLowerCase()));
  const hint = meant === undefined ? "" : ` Did you mean "${meant}"?`;
  return `unknown key "${key}".${hint} Allowed keys: ${allowed.join(", ")}.`;
}

/** One begins with the other, or they differ by little: "dictionary" and "protect_file" find their keys. */
function isNear(typed: string, name: string): boolean {
  const letters = typed.replace(/[^a-z]/g, "");
  if (letters.length < 3) return false;
  return name.startsWith(letters.slice(0, -1)) || letters.startsWith(name);
}

function describeIssue(issue: Issue): string {
  const where = issue.path.length === 0 ? "the configuration" : `"${issue.path.join(".")}"`;
  if (issue.code === "invalid_value") {
    return `${where} must be one of ${issue.values.map((value) => JSON.stringify(value)).join(", ")}.`;
  }
  if (issue.code === "invalid_type") return `${where} must be ${withArticle(issue.expected)}.`;
  if (issue.code === "invalid_union") return `${where} must be a text, or a list of texts, and none may be empty.`;
  if (issue.code === "too_small") return `${where} must not be empty.`;
  return `${where}: ${issue.message}.`;
}

function withArticle(type: string): string {
  return type === "array" ? "a list" : type === "object" ? "an object in { }" : `a ${type}`;
}
