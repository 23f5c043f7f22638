import type { ComponentChildren } from "preact";
import { useLayoutEffect, useRef } from "preact/hooks";
import { COMMANDS } from "../desk/commands.js";
import { decideAlike, decideWording } from "../desk/decide.js";
import type { Desk } from "../desk/desk.js";
import { useDesk } from "../parts/desk-context.js";
import { Words } from "../parts/words.js";
import { LedgerDialog } from "./ledger-dialog.js";

/** Whatever asks for an answer; the browser's own dialog keeps the focus inside and gives it back. */
export function Dialogs() {
  const desk = useDesk();
  const { dialog } = desk;
  switch (dialog?.kind) {
    case "help":
      return (
        <Modal desk={desk} title="Keys and signs">
          <Help />
        </Modal>
      );
    case "decisions":
      return (
        <Modal desk={desk} title="The ledger of your decisions">
          <LedgerDialog desk={desk} />
        </Modal>
      );
    case "wording":
      return (
        <Modal desk={desk} title="Your own wording">
          <OwnWording desk={desk} edit={dialog.edit} />
        </Modal>
      );
    case "alike":
      return (
        <Modal desk={desk} title={dialog.decision === "accept" ? "Accept all like this?" : "Reject all like this?"}>
          <Alike desk={desk} edit={dialog.edit} decision={dialog.decision} />
        </Modal>
      );
    default:
      return null;
  }
}

function Modal({ desk, title, children }: { desk: Desk; title: string; children: ComponentChildren }) {
  const box = useRef<HTMLDialogElement>(null);
  useLayoutEffect(() => {
    const before = document.activeElement;
    box.current!.showModal();
    // Before it is shown, nothing in it can have the focus; the browser would give it to the first button.
    const field = box.current!.querySelector<HTMLInputElement>("[data-first]");
    field?.focus();
    field?.select();
    return () => {
      if (before instanceof HTMLElement && before.isConnected) before.focus({ preventScroll: true });
    };
  }, []);
  return (
    <dialog
      ref={box}
      aria-labelledby="dialog-title"
      onClose={() => desk.open(null)}
      onKeyDown={(event) => closeByKey(desk, event)}
    >
      <div class="dialog-head">
        <h2 id="dialog-title">{title}</h2>
        <button type="button" aria-label="Close" onClick={() => desk.open(null)}>
          ×
        </button>
      </div>
      {children}
    </dialog>
  );
}

/** The browser closes a dialog a moment after the key; the next key may be a command by then. */
function closeByKey(desk: Desk, event: KeyboardEvent): void {
  if (event.key !== "Escape") return;
  event.preventDefault();
  desk.open(null);
}

function OwnWording({ desk, edit }: { desk: Desk; edit: number }) {
  const { run, decisions } = desk;
  const field = useRef<HTMLInputElement>(null);
  return (
    <form
      method="dialog"
      onSubmit={(event) => {
        event.preventDefault();
        desk.open(null);
        decideWording(desk, edit, field.current!.value);
      }}
    >
      <p>
        Instead of “<Words>{run.was(edit)}</Words>”
      </p>
      <label class="field">
        <span>Wording</span>
        <input
          ref={field}
          data-first
          type="text"
          dir="auto"
          defaultValue={decisions.wording(edit) ?? run.now(edit)}
          autocomplete="off"
        />
      </label>
      <div class="dialog-buttons">
        <button type="submit" class="accept">
          Accept this wording
        </button>
        <button type="button" onClick={() => desk.open(null)}>
          Cancel
        </button>
      </div>
    </form>
  );
}

function Alike({ desk, edit, decision }: { desk: Desk; edit: number; decision: "accept" | "reject" }) {
  const { run } = desk;
  const count = run.kinds.size(run.kinds.groupOf(edit));
  const answer = (everywhere: boolean) => {
    desk.open(null);
    decideAlike(desk, edit, decision, everywhere);
  };
  return (
    <>
      <p class="swap">
        <del>
          <Words>{run.was(edit) || "nothing"}</Words>
        </del>
        <span> → </span>
        <ins>
          <Words>{run.now(edit) || "nothing"}</Words>
        </ins>
      </p>
      <p>
        {count === 1 ? "It occurs once in this run." : `It occurs ${count.toLocaleString("en")} times in this run.`}{" "}
        “Everywhere” writes one record for the pair itself: it holds here and in every later run, in any case form. A
        decision made for a single change still counts more.
      </p>
      <div class="dialog-buttons">
        <button type="button" class="accept" onClick={() => answer(false)}>
          {count === 1 ? "This one" : `These ${count.toLocaleString("en")}`}
        </button>
        <button type="button" onClick={() => answer(true)}>
          Everywhere
        </button>
        <button type="button" onClick={() => desk.open(null)}>
          Cancel
        </button>
      </div>
    </>
  );
}

function Help() {
  return (
    <>
      <table class="plain keys">
        <tbody>
          {COMMANDS.map(({ shown, does }) => (
            <tr key={does}>
              <th scope="row">{shown.split(" ").map((key) => (key === "–" ? " – " : <kbd key={key}>{key}</kbd>))}</th>
              <td>{does}</td>
            </tr>
          ))}
        </tbody>
      </table>
      <h3>How changes look</h3>
      <p class="text sample">
        <span class="mark made is-open weight-4">
          <del>was</del> <ins>now</ins>
        </span>{" "}
        applied by the run;{" "}
        <span class="mark not-made is-open weight-2">
          <del>was</del> <ins>now</ins>
        </span>{" "}
        only suggested. The heavier the line and the letters, the more probable. ✓ is accepted, ✗ rejected.
      </p>
    </>
  );
}
