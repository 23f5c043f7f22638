import { existsSync } from "node:fs";
import { shownName } from "../reports/names.js";

/** Options that a verb has and the program has not. */
const OF_VERBS =
  /^--(?:mode|dictionary|protect|protect-file|format|check|write|output|stdin|out|fields|jobs|only|no-progress|terminal|no-open|port|who)$/;

/** What a wrong command line most likely meant, as a line of its own; empty when nothing suggests itself. */
export function hintFor(message: string): string {
  const command = /unknown command '(.+)'/s.exec(message)?.[1];
  if (command !== undefined && existsSync(command)) {
    return `To repair that file: unspin repair ${quoted(command)}\n`;
  }
  const option = /unknown option '(.+)'/s.exec(message)?.[1];
  if (option !== undefined && existsSync(option)) {
    return `A file whose name begins with - needs its folder before it: ./${quoted(option)}\n`;
  }
  if (option !== undefined && OF_VERBS.test(option))
    return "If that is an option of a verb, write it after the verb.\n";
  return "";
}

function quoted(name: string): string {
  return /^[\w./-]+$/.test(name) ? name : `'${shownName(name).replaceAll("'", "'\\''")}'`;
}
