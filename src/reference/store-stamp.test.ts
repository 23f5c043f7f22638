import { copyFileSync, mkdtempSync, rmSync, utimesSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, expect, it } from "vitest";
import { openStore } from "./sqlite-store.js";
import { storeStamp } from "./store-stamp.js";

const room = mkdtempSync(join(tmpdir(), "unspin-stamp-"));
afterAll(() => rmSync(room, { recursive: true }));

it("tells every change of a store, and nothing else", () => {
  const [path, copy] = [join(room, "refs.sqlite"), join(room, "copy.sqlite")];
  const store = openStore(path);
  const article = (id: string, text: string) => ({ id, title: "", text, url: "", date: "", source: "" });
  const stamps = new Set<string>();
  const changes: (() => unknown)[] = [
    () => store.add([article("a", "The ferry to the island stops in May.")]),
    () => store.add([article("b", "The mill by the river was sold.")]),
    () => store.add([article("b", "The mill by the river was sol.")]),
    () => store.add([{ ...article("b", "The mill by the river was sol."), url: "https://example.org/" }]),
    () => store.remove(["a"]),
  ];
  for (const change of changes) {
    change();
    stamps.add(storeStamp(path));
  }
  expect(stamps.size).toBe(changes.length);
  const last = storeStamp(path);
  store.stats();
  store.search("mill", 3);
  utimesSync(path, 1, 1);
  copyFileSync(path, copy);
  expect([storeStamp(path), storeStamp(copy)]).toEqual([last, last]);
  store.close();
});
