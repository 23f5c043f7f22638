import { Command } from "commander";
import { beginReading } from "../binary/read-ahead.js";
import { ENGINE_FILES } from "../package-files.js";
import { addConfigFlags, type CommonFlags } from "./flags.js";
import { hintFor } from "./hints.js";
import { verbs } from "./verbs.js";
import { packageVersion } from "./version.js";

const EXIT_CODES = `
Exit codes:
  0  done, or --check found nothing
  1  --check, dictionary lint or dictionary test found something
  2  wrong usage or configuration, or no input could be read; nothing was written
  3  finished, but some input failed and was named
  130  interrupted

Start with:
  $ unspin repair story.txt
  $ unspin repair --help
`;

/** The command line for these arguments. Only the verb that they name is loaded; the others are listed by name. */
export async function buildProgram(args: readonly string[]): Promise<Command> {
  const program = new Command("unspin")
    .description("Detect machine-synonymised (spun) English and put the likely original wording back.")
    .version(packageVersion(), "-V, --version", "print the version")
    .enablePositionalOptions()
    .helpCommand("help [verb]", "print the help of a verb")
    .usage("<verb> [options] [arguments]")
    .addHelpText("after", EXIT_CODES);
  addConfigFlags(program);
  if (verbs.some(({ name, opensEngine }) => opensEngine && name === args[0]) && !args.some(isHelp)) {
    beginReading(ENGINE_FILES);
  }
  for (const verb of verbs) {
    const command = args.includes(verb.name) ? await verb.load() : new Command(verb.name);
    program.addCommand(command.summary(verb.summary));
  }
  // With an action, commander would take a mistyped verb for a surplus argument and suggest nothing.
  if (args[0]?.startsWith("-")) program.action(() => runWithoutVerb(program));
  return adopt(program);
}

function isHelp(flag: string): boolean {
  return flag === "--help" || flag === "-h";
}

/** Sub-verbs exit and explain themselves as the program does: commander copies that only to verbs that it makes itself. */
function adopt(command: Command, above = ""): Command {
  const path = `${above}${command.name()}`;
  for (const child of command.commands) adopt(child, `${path} `);
  return command
    .exitOverride()
    .configureOutput({
      outputError: (message, write) => write(message.replace(/^error: /, "unspin: ") + hintFor(message)),
    })
    .helpOption("-h, --help", "print this help")
    .showHelpAfterError(`Run ${path} --help for how it is used.`);
}

async function runWithoutVerb(program: Command): Promise<void> {
  const flags = program.opts<Partial<CommonFlags>>();
  if (!flags.printConfig) program.help({ error: true });
  const { printSettings, resolveSettings } = await import("./settings.js");
  await printSettings(await resolveSettings({ progress: true, ...flags }));
}
