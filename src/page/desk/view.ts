/** What is shown; the part of the address after `#` says it, so that the browser's back button and bookmarks work. */
export type View =
  | { readonly name: "overview" }
  | { readonly name: "documents" }
  | { readonly name: "changes" }
  | { readonly name: "document"; readonly document: number; readonly edit?: number };

export function addressOf(view: View): string {
  if (view.name !== "document") return `#/${view.name}`;
  return `#/document/${view.document + 1}${view.edit === undefined ? "" : `/${view.edit + 1}`}`;
}

/** The view of an address; numbers count from 1 there, and those of an edit count within its document. */
export function viewOf(hash: string, documents: number): View {
  const [, name, document, edit] = /^#\/(\w+)(?:\/(\d+))?(?:\/(\d+))?$/.exec(hash) ?? [];
  if (name === "documents" || name === "changes" || name === "overview") return { name };
  const number = Number(document) - 1;
  if (name === "document" && number >= 0 && number < documents) {
    return { name, document: number, ...(edit !== undefined && { edit: Number(edit) - 1 }) };
  }
  return documents === 1 ? { name: "document", document: 0 } : { name: "overview" };
}
