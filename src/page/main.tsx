import { render } from "preact";
import {
  COLUMNS_BLOCK,
  INDEX_BLOCK,
  type PageIndex,
  type PageSettings,
  SETTINGS_BLOCK,
} from "../reports/html/shape.js";
import { readBlock, readJson } from "./data/block.js";
import { Documents } from "./data/documents.js";
import { Run } from "./data/run.js";
import { browserKeeper } from "./decisions/browser-keeper.js";
import { Decisions } from "./decisions/decisions.js";
import { serverKeeper } from "./decisions/server-keeper.js";
import { listenToKeys } from "./desk/commands.js";
import { Desk } from "./desk/desk.js";
import { loadPreferences, showTheme } from "./desk/preferences.js";
import { DeskContext } from "./parts/desk-context.js";
import { Page } from "./views/page.js";

showTheme(loadPreferences());
document.addEventListener("DOMContentLoaded", () => {
  open().catch((error: unknown) => {
    const message = document.querySelector("#page .loading");
    if (message) message.textContent = `The report cannot be shown: ${error instanceof Error ? error.message : error}`;
  });
});

async function open(): Promise<void> {
  const [settings, index, columns] = await Promise.all([
    readJson<PageSettings>(SETTINGS_BLOCK),
    readJson<PageIndex>(INDEX_BLOCK),
    readBlock(COLUMNS_BLOCK),
  ]);
  const run = new Run(index, columns);
  const decisions = new Decisions(run);
  const keeper = settings.server ? serverKeeper(settings.server) : browserKeeper(run);
  const desk = new Desk(run, new Documents(run), decisions, keeper, settings.server !== undefined);
  if (settings.server?.who !== undefined) desk.preferences.who = settings.server.who;
  keeper.listen({
    decisions(others) {
      if (decisions.add(others).length > 0) desk.changed();
    },
    keeping(keeping) {
      desk.keeping = keeping;
      desk.changed();
    },
  });
  const kept = await keeper.load().catch((error: unknown) => {
    desk.keeping = { state: "failed", note: `earlier decisions cannot be read: ${String(error)}` };
    return [];
  });
  decisions.add(kept);
  listenToKeys(desk);
  const place = document.querySelector("#page")!;
  place.replaceChildren();
  render(
    <DeskContext.Provider value={desk}>
      <Page />
    </DeskContext.Provider>,
    place,
  );
  performance.mark("unspin-ready");
}
