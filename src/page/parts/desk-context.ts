import { createContext } from "preact";
import { useContext, useEffect, useState } from "preact/hooks";
import type { PageDocument } from "../../reports/html/shape.js";
import type { Desk } from "../desk/desk.js";

export const DeskContext = createContext<Desk | null>(null);

/** The desk; whoever asks for it is drawn anew when it changes. */
export function useDesk(): Desk {
  const desk = useContext(DeskContext);
  if (!desk) throw new Error("A part of the page was drawn without its desk.");
  const [, redraw] = useState(0);
  useEffect(() => desk.onChange(() => redraw((count) => count + 1)), [desk]);
  return desk;
}

/** A document in full, as soon as its block is open. */
export function useDocument(desk: Desk, number: number): PageDocument | undefined {
  const [, redraw] = useState(0);
  const opened = desk.documents.peek(number);
  useEffect(() => {
    let isWanted = true;
    void desk.documents.read(number).then(
      () => isWanted && redraw((count) => count + 1),
      (error: unknown) => desk.say(error instanceof Error ? error.message : String(error)),
    );
    return () => {
      isWanted = false;
    };
  }, [desk, number]);
  return opened;
}
