/** The bytes of a data block of this page. Throws when the page holds no such block: it was cut short. */
export async function readBlock(id: string): Promise<ArrayBuffer> {
  const packed = document.getElementById(id)?.textContent;
  if (packed === undefined)
    throw new Error(`The page holds no block “${id}”: its file was cut short. Make the report again.`);
  const stream = new Blob([fromBase64(packed)]).stream().pipeThrough(new DecompressionStream("gzip"));
  return await new Response(stream).arrayBuffer();
}

export async function readJson<T>(id: string): Promise<T> {
  return JSON.parse(new TextDecoder().decode(await readBlock(id))) as T;
}

/** Newer browsers decode base64 themselves, ten times as fast. */
interface NativeBase64 {
  fromBase64?(text: string): Uint8Array<ArrayBuffer>;
}

function fromBase64(text: string): Uint8Array<ArrayBuffer> {
  const native = Uint8Array as NativeBase64;
  if (native.fromBase64) return native.fromBase64(text);
  const characters = atob(text);
  const bytes = new Uint8Array(characters.length);
  for (let i = 0; i < characters.length; i++) bytes[i] = characters.charCodeAt(i);
  return bytes;
}
