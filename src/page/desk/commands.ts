import { readAlternatives } from "./alternatives.js";
import { decideInHand, decideWording, undoLast, withdraw } from "./decide.js";
import type { Desk } from "./desk.js";
import { move, moveDocument, openRow } from "./move.js";
import { keepPreferences } from "./preferences.js";

/** One thing that keys do; the help shows them in this order. */
export interface Command {
  readonly keys: readonly string[];
  /** The keys as the help shows them. */
  readonly shown: string;
  readonly does: string;
  run(desk: Desk, key: string): void;
}

const inHand = (desk: Desk, act: (edit: number) => void) => {
  if (desk.edit >= 0 && (desk.view.name === "document" || desk.row >= 0)) act(desk.edit);
};

export const COMMANDS: readonly Command[] = [
  {
    keys: ["j", "n", "ArrowDown", "ArrowRight"],
    shown: "j n ↓ →",
    does: "next change or row",
    run: (desk) => move(desk, 1),
  },
  {
    keys: ["k", "p", "ArrowUp", "ArrowLeft"],
    shown: "k p ↑ ←",
    does: "previous change or row",
    run: (desk) => move(desk, -1),
  },
  { keys: ["a"], shown: "a", does: "accept", run: (desk) => inHand(desk, () => decideInHand(desk, "accept")) },
  { keys: ["r"], shown: "r", does: "reject", run: (desk) => inHand(desk, () => decideInHand(desk, "reject")) },
  {
    keys: ["1", "2", "3", "4", "5", "6", "7", "8", "9"],
    shown: "1 – 9",
    does: "accept with that alternative",
    run: (desk, key) => inHand(desk, (edit) => void chooseAlternative(desk, edit, Number(key))),
  },
  {
    keys: ["e"],
    shown: "e",
    does: "type your own wording",
    run: (desk) => inHand(desk, (edit) => desk.open({ kind: "wording", edit })),
  },
  {
    keys: ["A"],
    shown: "Shift A",
    does: "accept all like this",
    run: (desk) => inHand(desk, (edit) => desk.open({ kind: "alike", edit, decision: "accept" })),
  },
  {
    keys: ["R"],
    shown: "Shift R",
    does: "reject all like this",
    run: (desk) => inHand(desk, (edit) => desk.open({ kind: "alike", edit, decision: "reject" })),
  },
  { keys: ["u"], shown: "u", does: "take the last step back", run: undoLast },
  {
    keys: ["x"],
    shown: "x",
    does: "open again what is decided here",
    run: (desk) => inHand(desk, (edit) => withdraw(desk, edit)),
  },
  { keys: ["]", "N"], shown: "]", does: "next document with changes", run: (desk) => moveDocument(desk, 1) },
  { keys: ["[", "P"], shown: "[", does: "previous document with changes", run: (desk) => moveDocument(desk, -1) },
  { keys: ["Enter"], shown: "Enter", does: "open the row in hand", run: openRow },
  { keys: ["s"], shown: "s", does: "side by side, or in one text", run: toggleLayout },
  { keys: ["/"], shown: "/", does: "search", run: () => document.querySelector<HTMLElement>("#search")?.focus() },
  { keys: ["?"], shown: "?", does: "this help", run: (desk) => desk.open({ kind: "help" }) },
];

export function toggleLayout(desk: Desk): void {
  desk.preferences.layout = desk.preferences.layout === "inline" ? "side-by-side" : "inline";
  keepPreferences(desk.preferences);
  desk.changed();
}

/** Alternatives count from 1. One beyond the list does nothing. */
export async function chooseAlternative(desk: Desk, edit: number, number: number): Promise<void> {
  const alternative = (await readAlternatives(desk, edit))[number - 1];
  if (alternative !== undefined) decideWording(desk, edit, alternative.now);
}

/** Keys with a modifier belong to the browser, and keys typed into a field to the field. */
export function listenToKeys(desk: Desk): void {
  addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey || event.defaultPrevented) return;
    if (desk.dialog || isField(event.target)) return;
    if (event.key === "Enter" && isControl(event.target)) return;
    const command = COMMANDS.find(({ keys }) => keys.includes(event.key));
    if (!command || (event.key.startsWith("Arrow") && desk.view.name === "overview")) return;
    event.preventDefault();
    command.run(desk, event.key);
  });
}

function isField(target: EventTarget | null): boolean {
  return target instanceof HTMLElement && target.matches("input, textarea, select");
}

function isControl(target: EventTarget | null): boolean {
  return target instanceof HTMLElement && target.matches("a, button, summary, [role=button]");
}
