import { once } from "node:events";
import { createWriteStream } from "node:fs";
import { readSamples } from "./garble-samples.js";

/** What a file for a run is made of: `clean` stories, or `mixed` with garbled ones in turn. */
export type Material = "clean" | "mixed";

/** Writes about so many bytes of JSON Lines, records of a few kilobytes of this project's samples. */
export async function writeJsonLines(path: string, material: Material, bytes: number): Promise<void> {
  const texts = textsOf(material);
  const stream = createWriteStream(path);
  let written = 0;
  for (let at = 0; written < bytes; at++) {
    const line = `${JSON.stringify({ id: `record-${at}`, title: `Number ${at}`, text: texts[at % texts.length] })}\n`;
    written += Buffer.byteLength(line);
    if (!stream.write(line)) await once(stream, "drain");
  }
  stream.end();
  await once(stream, "finish");
}

/** Writes an RSS feed of so many items, one paragraph each. */
export async function writeFeed(path: string, items: number): Promise<void> {
  const paragraphs = textsOf("mixed").flatMap((text) => text.split(/\n+/).filter((line) => line.length > 200));
  const stream = createWriteStream(path);
  stream.write('<?xml version="1.0"?>\n<rss version="2.0"><channel><title>News</title>\n');
  for (let at = 0; at < items; at++) {
    const text = paragraphs[at % paragraphs.length]!.replaceAll("&", "&amp;").replaceAll("<", "&lt;");
    const item = `<item><guid>item-${at}</guid><title>Number ${at}</title><description>${text}</description></item>\n`;
    if (!stream.write(item)) await once(stream, "drain");
  }
  stream.end("</channel></rss>\n");
  await once(stream, "finish");
}

function textsOf(material: Material): readonly string[] {
  const of = (kind: "clean" | "spun") => readSamples(kind).map(({ text }) => text);
  return material === "clean" ? of("clean") : of("clean").flatMap((text, at) => [text, of("spun")[at] ?? text]);
}
