import { gzipSync } from "node:zlib";
import { BLOCK_TYPE } from "./shape.js";

/** A data block of the page: base64 has no character that could end the element or begin another. */
export function dataBlock(id: string, data: string | Uint8Array): string {
  const packed = gzipSync(data, { level: 6 }).toString("base64");
  return `<script type="${BLOCK_TYPE}" id="${id}">${packed}</script>\n`;
}
