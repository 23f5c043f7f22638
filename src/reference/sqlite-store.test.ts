import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { storeContract } from "../../test/reference/store-contract.js";
import { openStore } from "./sqlite-store.js";
import type { EmbeddedStore } from "./store.js";

const open: EmbeddedStore[] = [];
let folder = "";

storeContract("the SQLite store", {
  open() {
    folder = mkdtempSync(join(tmpdir(), "unspin-store-"));
    return this.again();
  },
  again() {
    const store = openStore(join(folder, "refs.sqlite"));
    open.push(store);
    return store;
  },
  discard() {
    for (const store of open.splice(0)) store.close();
    if (folder !== "") rmSync(folder, { recursive: true });
    folder = "";
  },
});
