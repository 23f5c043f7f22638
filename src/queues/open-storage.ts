import { isAbsolute } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";
import { UnspinError } from "../errors.js";
import type { Storage } from "./storage.js";

/** @throws UnspinError when the address is none of a storage. */
export async function openStorage(address: string): Promise<Storage> {
  if (address.startsWith("s3:")) return (await import("./s3-storage.js")).openS3Storage(address);
  const path = address.startsWith("file:") ? fileURLToPath(address) : address;
  if (!isAbsolute(path)) throw new UnspinError(`${address}: no storage. Name a folder, or s3://bucket/prefix.`);
  return (await import("./folder-storage.js")).openFolderStorage(pathToFileURL(path).href, path);
}
