import { relative, resolve } from "node:path";
import type { EngineOptions } from "../engine.js";
import type { Mode } from "../result.js";
import { findConfig } from "./config/find.js";
import { loadConfig } from "./config/load.js";
import type { Config } from "./config/schema.js";
import type { CommonFlags } from "./flags.js";
import { readText } from "./input.js";
import { print, tell } from "./streams.js";

/** What the flags and the configuration say together; a flag replaces what the configuration says of the same thing. */
export interface Settings {
  readonly mode: Mode;
  readonly dictionaries: readonly string[];
  /** Ledgers, followed as one. */
  readonly decisions?: readonly string[];
  readonly reference?: string;
  readonly protect: readonly string[];
  readonly protectFile?: string;
  readonly who?: string;
  readonly format?: NonNullable<Config["format"]>;
}

/** @throws Failure when the configuration is missing or wrong. */
export async function resolveSettings(flags: CommonFlags): Promise<Settings> {
  const path = flags.config ?? nearestConfig();
  const config = path === undefined ? {} : await loadConfig(path);
  const decisions = flags.decisions ?? listOf(config.decisions);
  const reference = flags.reference ?? config.reference;
  const protectFile = flags.protectFile ?? config.protectFile;
  return {
    mode: flags.mode ?? config.mode ?? "balanced",
    dictionaries: flags.dictionary ?? config.dictionaries ?? [],
    ...(decisions !== undefined && { decisions }),
    ...(reference !== undefined && { reference }),
    protect: flags.protect ?? config.protect ?? [],
    ...(protectFile !== undefined && { protectFile }),
    ...(config.who !== undefined && { who: config.who }),
    ...(config.format !== undefined && { format: config.format }),
  };
}

/** As seen from here, because that is what messages about it should show. */
function nearestConfig(): string | undefined {
  const found = findConfig(process.cwd());
  return found === undefined ? undefined : relative(process.cwd(), found);
}

/** Prints the settings in force as a configuration that can be saved; its paths are absolute. */
export async function printSettings(settings: Settings): Promise<void> {
  const { decisions, reference, protectFile } = settings;
  const shown = {
    ...settings,
    dictionaries: settings.dictionaries.map((path) => resolve(path)),
    ...(decisions !== undefined && { decisions: decisions.map((path) => resolve(path)) }),
    ...(reference !== undefined && { reference: resolve(reference) }),
    ...(protectFile !== undefined && { protectFile: resolve(protectFile) }),
    format: settings.format ?? "text",
  };
  await print(`${JSON.stringify(shown, null, 2)}\n`);
}

function listOf(paths: string | readonly string[] | undefined): readonly string[] | undefined {
  return typeof paths === "string" ? [paths] : paths;
}

/** @throws Failure for a protect file or a ledger that cannot be read. */
export async function engineOptions(settings: Settings): Promise<EngineOptions> {
  const { mode, dictionaries, decisions, reference, protect, protectFile } = settings;
  await checkLedgers(decisions ?? []);
  const listed = protectFile === undefined ? [] : phrasesIn(await readText(protectFile, "phrases"));
  return {
    mode,
    dictionaries,
    protect: [...protect, ...listed],
    ...(reference !== undefined && { reference }),
    ...(decisions !== undefined && { decisions }),
  };
}

/** Reads them once here, where there is somebody to tell of lines that a killed program left; the engine may be on other threads. */
export async function checkLedgers(paths: readonly string[]): Promise<void> {
  if (paths.length === 0) return;
  const { readLedger } = await import("../decisions/ledger.js");
  for (const path of paths) await readLedger(path, (note) => tell(`unspin: ${note}`));
}

/** One phrase a line; empty lines and lines that begin with "#" say nothing. */
export function phrasesIn(text: string): readonly string[] {
  const lines = text.replace(/^\ufeff/, "").split(/\r?\n/);
  return lines.map((line) => line.trim()).filter((line) => line !== "" && !line.startsWith("#"));
}
