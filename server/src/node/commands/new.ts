import { resolve } from 'node:path';
import { scaffold } from '../../analysis/scaffold.ts';
import type { Answers, Pattern } from '../../model/pattern.ts';
import { hint } from '../../project/settings.ts';
import { loadGrammars } from '../grammars.ts';
import type { Arguments, Problem, Syntax } from '../options.ts';
import { shownPath } from '../places.ts';
import { openFor } from '../select.ts';
import type { Catalogue, ExitCode, Terminal } from '../terminal.ts';
import { writeAll } from '../write.ts';

/** Every value that some pattern asks for is an option. */
export function newSyntax({ patterns }: Catalogue): Syntax {
  const asked = patterns.flatMap((pattern) => pattern.asks.map((each) => optionName(each.name)));
  return { texts: [...new Set(asked)], flags: ['list', 'dry-run'], formats: ['text'] };
}

/** Writes the files of a pattern behind the head of the history, and prints their paths. */
export async function newMigration(
  args: Arguments,
  terminal: Terminal,
  catalogue: Catalogue,
): Promise<ExitCode | Problem> {
  const { cwd, out } = terminal;
  if (args.flag('list')) {
    out(catalogue.patterns.map(listed).join('\n'));
    return 0;
  }
  const [id, place = '.', ...more] = args.paths;
  if (id === undefined) return { problem: 'new needs a pattern; "migration-writer new --list" lists them' };
  if (more.length > 0) return { problem: `new takes one pattern and one folder; "${more[0]}" is too much` };
  const ids = catalogue.patterns.map((each) => each.id);
  const pattern = catalogue.patterns.find((each) => each.id === id);
  if (!pattern) return { problem: `There is no pattern "${id}"${hint(id, ids) || `; there are ${ids.join(', ')}`}` };
  const answers = answersTo(pattern, args, catalogue);
  if ('problem' in answers) return answers;
  const opened = await openFor(args, terminal, catalogue);
  if ('problem' in opened) return opened;
  await loadGrammars();
  const made = await scaffold(id, answers.values, resolve(cwd, place), opened.workspace);
  if ('problem' in made) return made;
  if (args.flag('dry-run')) {
    for (const file of made.files) out(`# ${shownPath(file.path, cwd)}\n${file.text}\n`);
    return 0;
  }
  const problem = await writeAll(made.files.map((file) => ({ ...file, created: true })));
  if (problem !== undefined) return { problem };
  for (const file of made.files) out(`${shownPath(file.path, cwd)}\n`);
  return 0;
}

function answersTo(pattern: Pattern, args: Arguments, { patterns }: Catalogue): Given | Problem {
  const taken = pattern.asks.map((each) => each.name);
  const foreign = patterns
    .flatMap((each) => each.asks.map(({ name }) => name))
    .find((name) => !taken.includes(name) && args.text(optionName(name)) !== undefined);
  if (foreign !== undefined) return { problem: `${pattern.id} takes no --${optionName(foreign)}` };
  const missing = pattern.asks.filter((each) => !each.optional && !args.text(optionName(each.name))?.trim());
  if (missing.length > 0) {
    return { problem: `${pattern.id} needs ${missing.map((each) => `--${optionName(each.name)}`).join(', ')}` };
  }
  return { values: Object.fromEntries(taken.map((name) => [name, args.text(optionName(name))])) };
}

interface Given {
  readonly values: Answers;
}

function listed({ id, description, asks }: Pattern): string {
  const options = asks.map(({ name, prompt, optional, placeholder }) => {
    const example = placeholder === undefined ? '' : `, such as ${placeholder}`;
    return `    --${optionName(name).padEnd(10)} ${prompt}${example}${optional ? ' (optional)' : ''}\n`;
  });
  return `${id}\n  ${description}\n${options.join('')}`;
}

/** `newName` is asked for as `--new-name`. */
function optionName(name: string): string {
  return name.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`);
}
