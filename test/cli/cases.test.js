import { cpSync, existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { unspin } from "./run.js";

/**
 * One folder a case:
 *   args    one argument a line
 *   in/     the files that stand in the folder where it runs
 *   stdin   what is piped in; nothing if absent
 *   stdout, stderr   what it must print; nothing if absent
 *   status  the exit code
 *   out/    files that must stand there afterwards; all others must be as they were in in/
 * In what it must print, [VERSION] is the package's version, [..] anything on a line, and a line [...] any lines.
 */
const cases = fileURLToPath(new URL("./cases/", import.meta.url));
const { version } = JSON.parse(readFileSync(new URL("../../package.json", import.meta.url), "utf8"));
let room = "";
beforeEach(() => {
  room = mkdtempSync(join(tmpdir(), "unspin-case-"));
});
afterEach(() => rmSync(room, { recursive: true }));
describe.each(readdirSync(cases).sort())("%s", (name) => {
  const inside = (file) => join(cases, name, file);
  const content = (file) => (existsSync(inside(file)) ? readFileSync(inside(file)) : Buffer.alloc(0));
  it("does what its files say", () => {
    if (existsSync(inside("in"))) cpSync(inside("in"), room, { recursive: true });
    const args = content("args").toString("utf8").split("\n").slice(0, -1);
    const ran = unspin(room, args, content("stdin"));
    expect(ran.stderr).toSatisfy(matches(content("stderr").toString("utf8")), content("stderr").toString("utf8"));
    expect(ran.stdout.toString("utf8")).toSatisfy(
      matches(content("stdout").toString("utf8")),
      content("stdout").toString("utf8"),
    );
    expect(ran.status).toBe(Number(content("status").toString("utf8")));
    expect(filesBelow(room)).toEqual({ ...filesBelow(inside("in")), ...filesBelow(inside("out")) });
  });
});
/** Whether a text is what the pattern says, placeholders filled in. */
function matches(pattern) {
  const source = pattern
    .split(/(\[VERSION\]|\[\.\.\]|^\[\.\.\.\]\n)/m)
    .map((part) => {
      if (part === "[VERSION]") return version.replaceAll(".", "\\.");
      if (part === "[..]") return "[^\\n]*";
      if (part === "[...]\n") return "(?:[^\\n]*\\n)*";
      return part.replace(/[\\^$.*+?()[\]{}|]/g, "\\$&");
    })
    .join("");
  return (text) => new RegExp(`^${source}$`).test(text);
}
/** Every file below the folder, by its path, as Latin-1 so that any bytes compare. */
function filesBelow(folder) {
  if (!existsSync(folder)) return {};
  const entries = readdirSync(folder, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile());
  const paths = entries.map((entry) => join(entry.parentPath, entry.name));
  return Object.fromEntries(paths.map((path) => [path.slice(folder.length), readFileSync(path, "latin1")]));
}
