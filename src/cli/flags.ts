import { type Command, InvalidArgumentError, Option } from "commander";
import { KINDS, type Kind } from "../formats/kind.js";
import type { Mode } from "../result.js";

/** The flags that every verb which reads documents shares. Absent flags leave the configuration's say. */
export interface CommonFlags {
  readonly mode?: Mode;
  readonly dictionary?: readonly string[];
  readonly protect?: readonly string[];
  readonly protectFile?: string;
  readonly decisions?: readonly string[];
  readonly reference?: string;
  readonly config?: string;
  readonly printConfig?: true;
  readonly inputFormat?: Kind;
  readonly fields?: readonly string[];
  /** False under `--no-progress`. */
  readonly progress: boolean;
}

const MODES: readonly Mode[] = ["careful", "balanced", "thorough"];

/** Flags that choose what the engine knows and how sure it must be. */
export function addEngineFlags(command: Command): Command {
  return command
    .addOption(
      new Option(
        "--mode <mode>",
        "how sure an edit must be to be applied: careful (almost certain), balanced (unless the configuration says otherwise), thorough (finds most)",
      ).choices(MODES),
    )
    .addOption(dictionaryFlag())
    .addOption(repeatable("--protect <phrase>", "phrase that no edit may touch; may be repeated"))
    .option("--protect-file <file>", "file with one such phrase a line; lines that begin with # are notes", notEmpty)
    .addOption(decisionsFlag())
    .addOption(referenceFlag());
}

export function dictionaryFlag(): Option {
  return repeatable("--dictionary <file>", "dictionary to use beside the built-in ones; may be repeated");
}

export function decisionsFlag(what = "ledger of accepted and rejected fixes to follow; may be repeated"): Option {
  return repeatable("--decisions <ledger>", what);
}

export function referenceFlag(): Option {
  return new Option("--reference <db>", REFERENCE).argParser(notEmpty);
}

const REFERENCE = "reference corpus of clean articles, as unspin reference add makes it";

/** Where the configuration comes from. */
export function addConfigFlags(command: Command): Command {
  return command
    .option("--config <file>", "configuration to use instead of the nearest unspin.config.json", notEmpty)
    .option("--print-config", "print the settings in force as JSON, and do nothing else");
}

/** How documents come in. */
export function addInputFlags(command: Command): Command {
  return command
    .addOption(inputFormatFlag())
    .addOption(fieldsFlag())
    .option("--no-progress", "show no progress on the terminal");
}

export function inputFormatFlag(): Option {
  return new Option("--input-format <format>", "what standard input (-) holds").choices(KINDS);
}

export function fieldsFlag(
  what = "what makes up a document instead of the usual fields, with commas between: title,content:encoded or data.body",
): Option {
  return new Option("--fields <names>", what).argParser((value: string, before: readonly string[] | undefined) => {
    const names = notEmpty(value)
      .split(",")
      .map((name) => name.trim());
    if (names.includes("")) throw new InvalidArgumentError("A name is missing beside a comma.");
    return [...(before ?? []), ...names];
  });
}

/** "Examples:" below the flags of `--help`, each a comment and a command line. */
export function examples(...pairs: readonly (readonly [what: string, how: string])[]): string {
  return `\nExamples:\n${pairs.map(([what, how]) => `  # ${what}\n  $ ${how}`).join("\n")}\n`;
}

/** A flag that may be given more than once, each time with one value. */
export function repeatable(flags: string, description: string): Option {
  return new Option(flags, description).argParser((value: string, before: readonly string[] | undefined) => {
    return [...(before ?? []), notEmpty(value)];
  });
}

/** A flag's value; a script's unset variable must not pass for one. */
export function notEmpty(value: string): string {
  if (value.trim() === "") throw new InvalidArgumentError("It is empty. Give a value, or leave the option out.");
  return value;
}

/** A flag's value that goes into a line of a table's header. */
export function oneLine(value: string): string {
  if (/[\r\n\u2028\u2029]/.test(value)) throw new InvalidArgumentError("It must stand on one line.");
  return notEmpty(value);
}

/** A family's identifier, as curated files must have it too. */
export function familyId(value: string): string {
  if (!/^[a-z][a-z0-9-]*$/.test(value)) {
    throw new InvalidArgumentError("Write lower-case letters, digits and hyphens, beginning with a letter.");
  }
  return value;
}

/** A flag's value from 0 up to, but not including, 1. */
export function fraction(value: string): number {
  const number = Number(value);
  if (value.trim() === "" || !(number >= 0 && number < 1)) {
    throw new InvalidArgumentError("It must be a number from 0 up to, but not including, 1.");
  }
  return number;
}

export function wholeNumber(value: string): number {
  if (!/^\d{1,15}$/.test(value)) throw new InvalidArgumentError("It must be a whole number, 0 or more.");
  return Number(value);
}

export function positiveInteger(value: string): number {
  if (!/^[1-9]\d{0,14}$/.test(value)) throw new InvalidArgumentError("It must be a whole number, 1 or more.");
  return Number(value);
}
