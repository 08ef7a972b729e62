import { hint } from '../project/settings.ts';
import { check, checkSyntax } from './commands/check.ts';
import { explain, explainSyntax } from './commands/explain.ts';
import { fix, fixSyntax } from './commands/fix.ts';
import { graph, graphSyntax } from './commands/graph.ts';
import { newMigration, newSyntax } from './commands/new.ts';
import { report, reportSyntax } from './commands/report.ts';
import { rules, rulesSyntax } from './commands/rules.ts';
import { usage } from './commands/usage.ts';
import { type Arguments, type Problem, readArguments, type Syntax } from './options.ts';
import { productVersion } from './product-version.ts';
import { type Catalogue, type ExitCode, type Terminal, visible } from './terminal.ts';

/** Runs one command; never ends the process and never throws. */
export async function runCommand(argv: readonly string[], terminal: Terminal, catalogue: Catalogue): Promise<ExitCode> {
  const debug = argv.includes('--debug');
  try {
    const result = await dispatch(argv, terminal, catalogue);
    if (typeof result === 'number') return result;
    terminal.error(`migration-writer: ${visible(result.problem)}\n`);
  } catch (error) {
    const reason = error instanceof Error ? (debug ? error.stack : error.message.split('\n')[0]) : String(error);
    terminal.error(`migration-writer: ${debug ? '' : 'Something went wrong inside; --debug shows where: '}${reason}\n`);
  }
  return 2;
}

type Command = (args: Arguments, terminal: Terminal, catalogue: Catalogue) => Promise<ExitCode | Problem>;

async function dispatch(
  argv: readonly string[],
  terminal: Terminal,
  catalogue: Catalogue,
): Promise<ExitCode | Problem> {
  const [name, ...rest] = argv;
  if (name === undefined || name === 'help' || argv.includes('--help') || argv.includes('-h')) {
    terminal.out(usage);
    return name === undefined ? 2 : 0;
  }
  if (name === '--version') {
    terminal.out(`${productVersion()}
`);
    return 0;
  }
  if (name === 'lsp') {
    await catalogue.serve();
    return 0;
  }
  const command = commands[name];
  if (!command)
    return { problem: `There is no command "${name}"${hint(name, Object.keys(commands)) || '; --help lists them'}` };
  const { run, syntax } = command;
  const args = readArguments(rest, typeof syntax === 'function' ? syntax(catalogue) : syntax, terminal, catalogue);
  return 'problem' in args ? args : run(args, terminal, catalogue);
}

const commands: Readonly<
  Record<string, { readonly run: Command; readonly syntax: Syntax | ((catalogue: Catalogue) => Syntax) }>
> = {
  check: { run: check, syntax: checkSyntax },
  explain: { run: explain, syntax: explainSyntax },
  fix: { run: fix, syntax: fixSyntax },
  new: { run: newMigration, syntax: newSyntax },
  report: { run: report, syntax: reportSyntax },
  graph: { run: graph, syntax: graphSyntax },
  rules: { run: rules, syntax: rulesSyntax },
};
