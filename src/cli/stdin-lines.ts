import { isUtf8 } from "node:buffer";
import { exitCodes } from "./exit-codes.js";
import { Failure } from "./failure.js";
import { refuseDirectoryAsInput } from "./input.js";

const LINE_FEED = 0x0a;

/**
 * The lines of standard input as they come, without their "\n" or "\r\n"; a last line needs neither.
 * (Node's readline also ends lines at U+2028 and at a lone "\r", which would put answers and lines out of step.)
 * @throws Failure at the first line that is not UTF-8; the lines before it have been given.
 */
export async function* standardInputLines(): AsyncGenerator<string> {
  refuseDirectoryAsInput();
  // Pieces of a line that has not ended yet; joined once, since a line may be far longer than a chunk.
  let open: Buffer[] = [];
  let given = 0;
  for await (const chunk of process.stdin as AsyncIterable<Buffer>) {
    let from = 0;
    for (let feed = chunk.indexOf(LINE_FEED); feed !== -1; feed = chunk.indexOf(LINE_FEED, from)) {
      yield decodeLine(Buffer.concat([...open, chunk.subarray(from, feed)]), given);
      open = [];
      given += 1;
      from = feed + 1;
    }
    if (from < chunk.length) open.push(chunk.subarray(from));
  }
  if (open.length > 0) yield decodeLine(Buffer.concat(open), given);
}

function decodeLine(bytes: Buffer, before: number): string {
  if (!isUtf8(bytes)) {
    const how = "Convert it first, for example: iconv -f WINDOWS-1252 -t UTF-8";
    const exitCode = before === 0 ? exitCodes.usage : exitCodes.partial;
    throw new Failure(`standard input:${before + 1}: invalid UTF-8 in this line. ${how}`, exitCode);
  }
  const line = bytes.toString("utf8").replace(/\r$/, "");
  return before === 0 ? line.replace(/^\ufeff/, "") : line;
}
