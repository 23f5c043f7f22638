import type { Range } from "../result.js";
import { isAsciiAlphanumeric, isWordUnit, runEnd, runStart } from "./characters.js";
import { dottedRuns } from "./dotted.js";

/** Known extensions that are no English words: after a missing space ".so" or ".go" begins a sentence. */
const FILE_EXTENSION = new Set(
  `pdf html htm xhtml xml json jsonl yaml yml csv tsv txt md rst tex doc docx xls xlsx ppt pptx odt rtf epub zip gz xz bz2
   tgz rar exe dll sh ps1 py rb rs js mjs cjs ts tsx jsx css scss java kt  cpp hpp cs php pl sql db
   sqlite ini cfg conf toml bak tmp iso dmg apk jar jpg jpeg png gif svg webp bmp tiff mp3 mp4 wav flac avi mov mkv`.split(
    /\s+/,
  ),
);

const SLASH = /[/\\]/g;
const ROOTED = /^(?:~|\.{1,2})?\/[\w.@-]+(?:\/[\w.@-]*)*$/;
const WINDOWS = /^(?:[A-Za-z]:\\|\\\\[\w.-]+\\)/;

/** File names with a known extension, and paths: rooted ones, Windows ones, and relative ones that end in a file name. */
export function paths(text: string): Range[] {
  return [...fileNames(text), ...slashed(text)];
}

function fileNames(text: string): Range[] {
  return dottedRuns(text).filter((run) => run.labels.length >= 2 && isFileExtension(run.labels.at(-1)!));
}

function slashed(text: string): Range[] {
  const found: Range[] = [];
  let floor = 0;
  SLASH.lastIndex = 0;
  for (let match = SLASH.exec(text); match !== null; match = SLASH.exec(text)) {
    const start = runStart(text, match.index, floor, isPathUnit);
    const stop = runEnd(text, match.index, isPathUnit);
    const end = runStart(text, stop, start, isSentenceMark);
    if (isPath(text, start, end)) found.push({ start, end });
    floor = stop;
    SLASH.lastIndex = stop;
  }
  return found;
}

/** "and/or", "9/11" and "men/women/children" are prose: a path is rooted, or it names a file. */
function isPath(text: string, start: number, end: number): boolean {
  // Longer runs are no paths that anyone wrote; the bound keeps the patterns cheap.
  if (end - start < 3 || end - start > 4096) return false;
  const run = text.slice(start, end);
  if (WINDOWS.test(run)) return true;
  const extension = run.slice(run.lastIndexOf(".") + 1);
  const namesFile = isFileExtension(extension) && extension.length < run.length;
  if (namesFile) return true;
  const rooted = ROOTED.test(run) && isAsciiAlphanumeric(text.charCodeAt(end - 1));
  return rooted && (run[0] !== "/" || run.indexOf("/", 1) > 0) && /[A-Za-z]/.test(run);
}

function isFileExtension(label: string): boolean {
  const oneCase = label === label.toLowerCase() || label === label.toUpperCase();
  return oneCase && FILE_EXTENSION.has(label.toLowerCase());
}

function isPathUnit(code: number): boolean {
  return isWordUnit(code) || "/\\.:~-+@%".includes(String.fromCharCode(code));
}

function isSentenceMark(code: number): boolean {
  return code === 0x2e || code === 0x3a || code === 0x2d;
}
