import type { Verb } from "../../review/session.js";
import type { TerminalDesk } from "./desk.js";
import { LineEditor } from "./line-editor.js";

/** A key as the screen hears it: a character, or a name such as "ENTER". */
export interface Key {
  readonly name: string;
  readonly isCharacter: boolean;
}

/** One thing that keys do; the help shows them in this order. */
interface Command {
  readonly keys: readonly string[];
  readonly shown: string;
  readonly does: string;
  run(desk: TerminalDesk, key: string): void;
}

const DIGITS = ["1", "2", "3", "4", "5", "6", "7", "8", "9"];

/** As in the page, where both have them. */
export const COMMANDS: readonly Command[] = [
  { keys: ["j", "n", "DOWN", "RIGHT"], shown: "j n ↓ →", does: "next change", run: (desk) => desk.move(1) },
  { keys: ["k", "p", "UP", "LEFT"], shown: "k p ↑ ←", does: "previous change", run: (desk) => desk.move(-1) },
  { keys: ["a"], shown: "a", does: "accept", run: (desk) => desk.decide("accept") },
  { keys: ["r"], shown: "r", does: "reject", run: (desk) => desk.decide("reject") },
  {
    keys: DIGITS,
    shown: "1 – 9",
    does: "accept that alternative",
    run: (desk, key) => desk.chooseAlternative(Number(key)),
  },
  {
    keys: ["e"],
    shown: "e",
    does: "type your own wording",
    run: (desk) => desk.ask({ kind: "wording", line: new LineEditor(desk.session.wording(desk.index)) }),
  },
  {
    keys: ["A"],
    shown: "A",
    does: "accept all like this",
    run: (desk) => desk.ask({ kind: "alike", verb: "accept" }),
  },
  {
    keys: ["R"],
    shown: "R",
    does: "reject all like this",
    run: (desk) => desk.ask({ kind: "alike", verb: "reject" }),
  },
  { keys: ["u"], shown: "u", does: "take the last step back", run: (desk) => desk.undo() },
  { keys: ["x"], shown: "x", does: "open again what is decided here", run: (desk) => desk.withdraw() },
  { keys: ["]", "N"], shown: "]", does: "next document", run: (desk) => desk.moveDocument(1) },
  { keys: ["[", "P"], shown: "[", does: "previous document", run: (desk) => desk.moveDocument(-1) },
  {
    keys: ["/"],
    shown: "/",
    does: "search",
    run: (desk) => desk.ask({ kind: "search", line: new LineEditor() }),
  },
  { keys: ["?"], shown: "?", does: "this help", run: (desk) => desk.ask({ kind: "help" }) },
  {
    keys: ["q"],
    shown: "q",
    does: "end the review",
    run: (desk) => {
      desk.done = true;
    },
  },
];

/** Does what a key means where the reader is. Ctrl-C always ends the review. */
export function press(desk: TerminalDesk, key: Key): void {
  desk.message = "";
  if (key.name === "CTRL_C") desk.done = true;
  else if (desk.asking === undefined) COMMANDS.find(({ keys }) => keys.includes(key.name))?.run(desk, key.name);
  else answer(desk, key);
}

function answer(desk: TerminalDesk, key: Key): void {
  const asking = desk.asking!;
  if (asking.kind === "help" || key.name === "ESCAPE") desk.ask(undefined);
  else if (asking.kind === "alike") answerAlike(desk, asking.verb, key.name);
  else if (key.isCharacter) asking.line.type(key.name);
  else if (key.name !== "ENTER" && key.name !== "KP_ENTER") asking.line.press(key.name);
  else {
    desk.ask(undefined);
    if (asking.kind === "wording") desk.decideWording(asking.line.text);
    else desk.search(asking.line.text);
  }
}

function answerAlike(desk: TerminalDesk, verb: Verb, key: string): void {
  if (!["y", "e", "n"].includes(key)) return;
  desk.ask(undefined);
  if (key !== "n") desk.decideAlike(verb, key === "e");
}
