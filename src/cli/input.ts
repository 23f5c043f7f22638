import { constants, isUtf8 } from "node:buffer";
import { fstatSync } from "node:fs";
import { readFile } from "node:fs/promises";
import { shownName } from "../reports/names.js";
import { otherEncoding } from "./encoding.js";
import { Failure, systemCode } from "./failure.js";
import { firstInvalidUtf8, lineColumnOfByte } from "./utf8.js";

/** What a file is read for, which decides what to advise when it cannot be read. */
export type Purpose = "document" | "configuration" | "phrases" | "dictionary";

/** @throws Failure for whatever cannot be read as UTF-8 text. */
export async function readText(source: string, purpose: Purpose = "document"): Promise<string> {
  return decodeText(await readBytes(source, purpose), shownName(source));
}

async function readBytes(source: string, purpose: Purpose): Promise<Buffer> {
  try {
    return source === "-" ? await readStandardInput() : await readFile(source);
  } catch (error) {
    if (error instanceof Failure) throw error;
    throw new Failure(`${shownName(source)}: ${readProblem(error, source, purpose)}`);
  }
}

async function readStandardInput(): Promise<Buffer> {
  refuseDirectoryAsInput();
  const chunks: Buffer[] = [];
  for await (const chunk of process.stdin) chunks.push(chunk);
  return Buffer.concat(chunks);
}

/** Node reads a directory behind standard input (`unspin repair - < news`) as if it were empty. */
export function refuseDirectoryAsInput(): void {
  if (fstatSync(0).isDirectory()) throw new Failure(`standard input: ${IS_DIRECTORY.document}`);
}

const IS_DIRECTORY: Readonly<Record<Purpose, string>> = {
  document: "is a directory, and a text file is needed. Name the files in it, for example with DIR/*.txt.",
  configuration: "is a directory, and a configuration file is needed. Rename it, or name a file with --config.",
  phrases: "is a directory, and a file with one phrase a line is needed. Name such a file with --protect-file.",
  dictionary: "is a directory, and a curated dictionary (.yaml) is needed. Name a file in it.",
};

const IS_MISSING: Readonly<Record<Purpose, string>> = {
  document: "no such file. Check the path; a pattern such as *.txt that matches nothing stays as it is.",
  configuration: "no such file. Check the path given with --config; if it is a link, it leads nowhere.",
  phrases: 'no such file. Check the path given with --protect-file, or as "protectFile" in the configuration.',
  dictionary:
    'no such file. Check the path; how a new dictionary begins is shown in the README, under "The dictionary".',
};

/** Why a source cannot be read, as the end of a sentence that begins with its name. */
export function readProblem(error: unknown, source: string, purpose: Purpose): string {
  switch (systemCode(error)) {
    case "ENOENT":
    case "ENOTDIR":
      // Node takes arguments for UTF-8; bytes that are not have become this character, and the name is lost.
      if (source.includes("\ufffd"))
        return "no such file; its name may not be UTF-8, and cannot be used. Rename the file.";
      return IS_MISSING[purpose];
    case "EISDIR":
      return IS_DIRECTORY[purpose];
    case "ELOOP":
      return "is a link that leads back to itself. Name the file that it should lead to.";
    case "EACCES":
    case "EPERM":
      return "may not be read (no permission). Change its permissions, or run as a user who may read it.";
    case "ERR_FS_FILE_TOO_LARGE":
      return tooLarge("more than 2 GB");
    default:
      return `could not be read (${error instanceof Error ? error.message : String(error)}).`;
  }
}

export function tooLarge(size: string): string {
  const most = Math.floor(constants.MAX_STRING_LENGTH / 1e6);
  return `is too large (${size}; at most ${most} MB make one document). Split it into documents first.`;
}

/**
 * The text of UTF-8 bytes, byte order mark included.
 * @throws Failure that names the first byte which is no text, and the likely cause.
 */
export function decodeText(bytes: Buffer, name: string): string {
  if (bytes.length > constants.MAX_STRING_LENGTH) {
    throw new Failure(`${name}: ${tooLarge(`${Math.ceil(bytes.length / 1e6)} MB`)}`);
  }
  const other = otherEncoding(bytes);
  if (other !== undefined) throw new Failure(`${name}: ${other}`);
  const nul = bytes.indexOf(0);
  if (nul >= 0) {
    throw new Failure(
      `${placeOfByte(bytes, nul, name)} a NUL byte (byte ${nul}), so this is a binary file. Give plain text in UTF-8.`,
    );
  }
  if (!isUtf8(bytes)) {
    const at = firstInvalidUtf8(bytes);
    const value = `0x${bytes[at]!.toString(16).padStart(2, "0").toUpperCase()}`;
    throw new Failure(
      `${placeOfByte(bytes, at, name)} invalid UTF-8 (byte ${at} is ${value}). ` +
        "If the text is in another encoding, convert it first, for example: iconv -f WINDOWS-1252 -t UTF-8",
    );
  }
  return bytes.toString("utf8");
}

function placeOfByte(bytes: Buffer, offset: number, name: string): string {
  // A binary file may hold anything before its first NUL; line and column then are as good as they can be.
  const { line, column } = lineColumnOfByte(bytes, offset);
  return `${name}:${line}:${column}:`;
}
