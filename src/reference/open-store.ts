import type { StoreOptions } from "./sqlite-file.js";
import type { EmbeddedStore, RemoteStore } from "./store.js";
import { isServerAddress } from "./store-address.js";

/** A store, wherever it is; `place` tells which. */
export type AnyStore = EmbeddedStore | RemoteStore;

/**
 * Opens the store of a path: a file, or a database by its address (postgres://…). Only what that takes is loaded.
 * @throws UnspinError when it cannot be opened, is none, is damaged, or needs another version of unspin.
 */
export async function openAnyStore(path: string, options: StoreOptions = {}): Promise<AnyStore> {
  if (isServerAddress(path)) return (await import("./postgres-store.js")).openPostgresStore(path, options);
  return (await import("./sqlite-store.js")).openStore(path, options);
}
