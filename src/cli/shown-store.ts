import { basename } from "node:path";
import { isServerAddress, shownAddress } from "../reference/store-address.js";
import { shownName } from "../reports/names.js";

/** A reference store as messages call it: an address without its password. */
export function shownStore(path: string): string {
  return shownName(shownAddress(path));
}

/** The same, without the folders of a file. */
export function storeName(path: string): string {
  return isServerAddress(path) ? shownStore(path) : shownName(basename(path));
}
