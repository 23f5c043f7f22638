import { Failure } from "../failure.js";

/**
 * The bytes as text, piece by piece.
 * @throws Failure at the first that are not UTF-8, with the line; the pieces before have been given.
 */
export async function* checkedUtf8(bytes: AsyncIterable<Buffer>, name: string): AsyncGenerator<string> {
  const decoder = new TextDecoder("utf-8", { fatal: true, ignoreBOM: true });
  let line = 1;
  const decode = (chunk?: Buffer) => {
    try {
      return chunk === undefined ? decoder.decode() : decoder.decode(chunk, { stream: true });
    } catch {
      throw new Failure(
        `${name}:${line}:1: invalid UTF-8 on this line or soon after it; nothing further was read. ` +
          "Convert the file first, for example: iconv -f WINDOWS-1252 -t UTF-8",
      );
    }
  };
  for await (const chunk of bytes) {
    const text = decode(chunk);
    for (let feed = text.indexOf("\n"); feed !== -1; feed = text.indexOf("\n", feed + 1)) line += 1;
    if (text !== "") yield text;
  }
  const rest = decode();
  if (rest !== "") yield rest;
}
