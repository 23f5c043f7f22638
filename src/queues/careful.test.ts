import { expect, it } from "vitest";
import type { Recorded } from "../threads/messages.js";
import { CarefulRepair } from "./careful.js";
import type { JobNotes } from "./job-desk.js";

const DEAD = new Promise<never>(() => {});

/** Lives of workers that die at a text; each takes up the notes that the one before left. */
async function lives(texts: readonly string[], dies: (text: string, life: number) => boolean) {
  let notes: JobNotes = {};
  for (let life = 1; ; life++) {
    let death: (() => void) | undefined;
    const died = new Promise<"died">((resolve) => {
      death = () => resolve("died");
    });
    const order: string[] = [];
    const careful = new CarefulRepair(
      notes,
      async (now) => {
        notes = now;
      },
      async ({ text }) => {
        order.push(text);
        if (!dies(text, life)) return { record: { line: text } as Recorded };
        death!();
        return DEAD;
      },
    );
    const all = await Promise.race([died, Promise.all(texts.map((text) => careful.repair({ text })))]);
    if (all === "died") continue;
    await careful.finish();
    return { life, order, answers: all.map((answer) => ("record" in answer ? "done" : "set aside")), notes };
  }
}

it("sets a document aside once three workers have died of it alone, and no other", async () => {
  expect(await lives(["a", "poison", "b"], (text) => text === "poison")).toMatchObject({
    life: 4,
    order: ["a", "b"],
    answers: ["done", "set aside", "done"],
  });
});

it("does not blame what was at hand when machines fail at the same moment each time", async () => {
  const { life, answers, notes } = await lives(["a", "b", "c", "d", "e"], (_, now) => now <= 5);
  expect({ life, answers }).toEqual({ life: 6, answers: ["done", "done", "done", "done", "done"] });
  expect(notes).toEqual({ deaths: {} });
});

it("does several at fault, one after the other", async () => {
  const { life, answers } = await lives(["x1", "a", "x2"], (text) => text.startsWith("x"));
  expect({ life, answers }).toEqual({ life: 7, answers: ["set aside", "done", "set aside"] });
});
