import { useEffect } from "preact/hooks";
import { useDesk } from "../parts/desk-context.js";
import { ChangesView } from "./changes.js";
import { Dialogs } from "./dialogs.js";
import { DocumentView } from "./document.js";
import { DocumentsView } from "./documents.js";
import { Header } from "./header.js";
import { Overview } from "./overview.js";

/** The whole page: its header, one view, and whatever asks for an answer. */
export function Page() {
  const desk = useDesk();
  const { view, run } = desk;
  const name = view.name === "document" ? run.title(view.document) : view.name;
  useEffect(() => {
    document.title = `${name} · unspin`;
  }, [name]);
  return (
    <>
      <Header />
      <main id="main" class={`view-${view.name}`} tabIndex={-1}>
        {view.name === "overview" && <Overview />}
        {view.name === "documents" && <DocumentsView />}
        {view.name === "changes" && <ChangesView />}
        {view.name === "document" && <DocumentView key={view.document} number={view.document} />}
      </main>
      <p class="message" role="status" aria-live="polite">
        {desk.message}
      </p>
      <Dialogs />
    </>
  );
}
