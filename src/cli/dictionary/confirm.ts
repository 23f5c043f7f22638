import { createInterface } from "node:readline";

/**
 * Asks a question on the terminal: yes is "y" or "yes", all else is no, the end of the input (Ctrl-D) too; Ctrl-C ends the program.
 * Without a terminal nobody is there to answer: no.
 */
export async function isConfirmed(question: string): Promise<boolean> {
  if (!process.stdin.isTTY || !process.stderr.isTTY) return false;
  const terminal = createInterface({ input: process.stdin, output: process.stderr });
  // The terminal hands Ctrl-C over as a key while it asks.
  terminal.once("SIGINT", () => process.kill(process.pid, "SIGINT"));
  const answer = await new Promise<string | undefined>((resolve) => {
    terminal.once("close", () => resolve(undefined));
    terminal.question(`${question} [y/N] `, resolve);
  });
  terminal.close();
  if (answer === undefined) process.stderr.write("\n");
  return /^\s*y(es)?\s*$/i.test(answer ?? "");
}
