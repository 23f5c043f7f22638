import { execFileSync, spawnSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import fc from "fast-check";
import { afterAll, describe, expect, it } from "vitest";
import { type Replacement, unifiedDiff } from "./diff.js";

const room = mkdtempSync(join(tmpdir(), "unspin-diff-"));
afterAll(() => rmSync(room, { recursive: true }));

const tools = {
  "git apply": (patch: string) =>
    execFileSync("git", ["apply", "--whitespace=nowarn", patch], { cwd: room, stdio: "pipe" }),
  "patch -p1": (patch: string) => execFileSync("patch", ["-p1", "-s", "-i", patch], { cwd: room, stdio: "pipe" }),
};

/** Writes the text, lets the tool apply the diff, and gives back what then stands in the file. */
function patched(tool: keyof typeof tools, name: string, text: string, edits: readonly Replacement[]): string {
  writeFileSync(join(room, name), text);
  writeFileSync(join(room, "change.diff"), unifiedDiff(name, text, edits));
  tools[tool]("change.diff");
  return readFileSync(join(room, name), "utf8");
}

function applied(text: string, edits: readonly Replacement[]): string {
  return [...edits].reverse().reduce((t, { start, end, now }) => t.slice(0, start) + now + t.slice(end), text);
}

/** The edit that swaps the only occurrence of `was`. */
function swap(text: string, was: string, now: string): Replacement {
  const start = text.indexOf(was);
  expect(start, was).toBeGreaterThanOrEqual(0);
  return { start, end: start + was.length, now };
}

describe("unifiedDiff", () => {
  const numbered = Array.from({ length: 20 }, (_, i) => `line ${i + 1} of the tale.`).join("\n");

  it("shows three lines of context and joins near changes in one hunk", () => {
    const edits = [swap(numbered, "line 5 ", "verse 5 "), swap(numbered, "line 12 ", "verse 12 ")];
    expect(unifiedDiff("./a.txt", numbered, edits).split("\n").slice(0, 9)).toEqual([
      "--- a/a.txt",
      "+++ b/a.txt",
      "@@ -2,14 +2,14 @@",
      " line 2 of the tale.",
      " line 3 of the tale.",
      " line 4 of the tale.",
      "-line 5 of the tale.",
      "+verse 5 of the tale.",
      " line 6 of the tale.",
    ]);
  });

  it("opens a new hunk when more than six unchanged lines lie between", () => {
    const edits = [
      swap(numbered, "line 2 ", "verse 2 "),
      swap(numbered, "line 10 ", "a\nb "),
      swap(numbered, "line 19 ", ""),
    ];
    const hunks = unifiedDiff("a.txt", numbered, edits).match(/^@@.*$/gm);
    expect(hunks).toEqual(["@@ -1,5 +1,5 @@", "@@ -7,7 +7,8 @@", "@@ -16,5 +17,5 @@"]);
  });

  it("marks a missing final line feed on either side", () => {
    expect(unifiedDiff("a.txt", "one\ntwo", [{ start: 4, end: 7, now: "2" }])).toBe(
      "--- a/a.txt\n+++ b/a.txt\n@@ -1,2 +1,2 @@\n one\n-two\n\\ No newline at end of file\n+2\n\\ No newline at end of file\n",
    );
  });

  it("names standard input, absolute paths, blanks and quotes so that -p1 finds the file", () => {
    const head = (source: string) => unifiedDiff(source, "x", [{ start: 0, end: 1, now: "y" }]).split("\n")[0];
    expect(head("-")).toBe("--- a/stdin");
    expect(head("/tmp/x.txt")).toBe("--- a/tmp/x.txt");
    expect(head("my file.txt")).toBe("--- a/my file.txt\t");
    expect(head('a"b\n.txt')).toBe('--- "a/a\\"b\\n.txt"');
  });

  it("is empty when nothing changes", () => {
    expect(unifiedDiff("a.txt", "one\n", [])).toBe("");
  });
});

const cases: readonly (readonly [string, string, readonly Replacement[]])[] = [
  ["Windows line ends", "one metal\r\ntwo\r\nthree\r\n", [{ start: 4, end: 9, now: "steel" }]],
  ["a byte order mark", "\ufeffone metal\ntwo\n", [{ start: 5, end: 10, now: "steel" }]],
  ["no final line feed", "a\nb\nc\nd\ne\nmetal", [{ start: 10, end: 15, now: "steel" }]],
  ["context without a final line feed", "metal\nb", [{ start: 0, end: 5, now: "steel" }]],
  ["a line feed taken away", "one\ntwo\nthree\n", [{ start: 3, end: 4, now: " " }]],
  ["the final line feed taken away", "one\ntwo\n", [{ start: 7, end: 8, now: "" }]],
  ["lines added at the end", "one\n", [{ start: 4, end: 4, now: "two\nthree" }]],
  ["a whole line removed", "one\ntwo\nthree\n", [{ start: 4, end: 8, now: "" }]],
  [
    "two edits on one line",
    "a metal for a metal\n",
    [
      { start: 2, end: 7, now: "steel" },
      { start: 14, end: 19, now: "iron" },
    ],
  ],
  [
    "edits on neighbouring lines",
    "metal\nmetal\n",
    [
      { start: 0, end: 5, now: "steel" },
      { start: 6, end: 11, now: "iron" },
    ],
  ],
];

describe.each(["git apply", "patch -p1"] as const)("%s accepts the diff", (tool) => {
  const installed = spawnSync(tool.split(" ")[0]!, ["--version"]).status === 0;
  it.skipIf(!installed).each(cases)("with %s", (_, text, edits) => {
    expect(patched(tool, "story one.txt", text, edits)).toBe(applied(text, edits));
  });
});

it("git apply turns any text into the edited one", () => {
  const piece = fc.constantFrom("a", "word ", "\n", "\r\n", "é", "\n\n", "x\ny");
  const script = fc.array(fc.record({ kept: fc.array(piece), was: fc.array(piece), now: fc.array(piece) }), {
    maxLength: 6,
  });
  fc.assert(
    fc.property(script, (steps) => {
      let text = "";
      const edits: Replacement[] = [];
      for (const step of steps) {
        text += `${step.kept.join("")}.`;
        const start = text.length;
        text += step.was.join("");
        if (step.was.join("") !== step.now.join("")) edits.push({ start, end: text.length, now: step.now.join("") });
      }
      if (edits.length === 0) return;
      expect(patched("git apply", "any.txt", text, edits)).toBe(applied(text, edits));
    }),
    { numRuns: 60 },
  );
});

it("takes more changed lines than a call takes arguments", () => {
  const count = 200_000;
  const edits = Array.from({ length: count }, (_, i) => ({ start: 2 * i, end: 2 * i + 1, now: "b" }));
  const diff = unifiedDiff("long.txt", "a\n".repeat(count), edits);
  expect(diff.match(/^-a$/gm)).toHaveLength(count);
  expect(diff.match(/^\+b$/gm)).toHaveLength(count);
});
