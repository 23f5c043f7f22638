#!/usr/bin/env node
import { CommanderError } from "commander";
import { exitCodes } from "./exit-codes.js";
import { Failure, messageOf } from "./failure.js";
import { listenForInterrupt } from "./interrupt.js";
import { buildProgram } from "./program.js";
import { ClosedPipe, guardStandardStreams, tell } from "./streams.js";

guardStandardStreams();
listenForInterrupt();
process.exitCode = await main(process.argv.slice(2));

async function main(args: readonly string[]): Promise<number> {
  try {
    const program = await buildProgram(args);
    await program.parseAsync(args, { from: "user" });
    return Number(process.exitCode ?? exitCodes.done);
  } catch (error) {
    if (error instanceof ClosedPipe) return exitCodes.done;
    // Commander has printed its message already, and its 1 for wrong usage is our 2.
    if (error instanceof CommanderError) return error.exitCode === 0 ? exitCodes.done : exitCodes.usage;
    tell(`unspin: ${messageOf(error)}`);
    return error instanceof Failure ? error.exitCode : exitCodes.usage;
  }
}
