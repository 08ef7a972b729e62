import { join, resolve } from 'node:path';
import type { BranchNames } from '../../analysis/branches.ts';
import type { Form } from '../../analysis/form.ts';
import { type Scaffolded, scaffold } from '../../analysis/scaffold.ts';
import type { Answers, Pattern } from '../../model/pattern.ts';
import { hint } from '../../project/settings.ts';
import { applyEdits } from '../../text.ts';
import { loadGrammars } from '../grammars.ts';
import { runHooks } from '../hooks.ts';
import type { Arguments, Problem, Syntax } from '../options.ts';
import { shownPath } from '../places.ts';
import { openFor } from '../select.ts';
import { shippedTemplates } from '../templates.ts';
import { type Catalogue, type ExitCode, type Terminal, visible } from '../terminal.ts';
import { writeAll } from '../write.ts';
import { unifiedDiff } from './diff.ts';

/** Every value that some pattern asks for is an option. */
export function newSyntax({ patterns }: Catalogue): Syntax {
  const asked = patterns.flatMap((pattern) => pattern.asks.map((each) => optionName(each.name)));
  return {
    texts: [...new Set([...asked, 'form', 'branches'])],
    flags: ['list', 'dry-run', 'separate-transactions', 'eject', 'hooks'],
    formats: ['text'],
  };
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
  if (args.flag('eject')) return eject(args.paths, terminal);
  const [id, place = '.', ...more] = args.paths;
  if (id === undefined) return { problem: 'new needs a pattern; "migration-writer new --list" lists them' };
  if (more.length > 0) return { problem: `new takes one pattern and one folder; "${more[0]}" is too much` };
  const ids = catalogue.patterns.map((each) => each.id);
  const pattern = catalogue.patterns.find((each) => each.id === id);
  if (!pattern) return { problem: `There is no pattern "${id}"${hint(id, ids) || `; there are ${ids.join(', ')}`}` };
  const answers = answersTo(pattern, args, catalogue);
  if ('problem' in answers) return answers;
  const form = formIn(args);
  if ('problem' in form) return form;
  const branches = branchesIn(args);
  if ('problem' in branches) return branches;
  const opened = await openFor(args, terminal, catalogue);
  if ('problem' in opened) return opened;
  await loadGrammars();
  const made = await scaffold(id, answers.values, resolve(cwd, place), opened.workspace, {
    form: form.value,
    branches: branches.value,
  });
  return 'problem' in made ? made : finish(made, args, terminal);
}

/** Copies of our templates, for the user to change. */
async function eject([folder = 'migration-templates', ...more]: readonly string[], { cwd, out }: Terminal) {
  if (more.length > 0) return { problem: `--eject takes one folder; "${more[0]}" is too much` };
  const templates = (await shippedTemplates()).map(({ path, text }) => ({
    path: join(resolve(cwd, folder), path),
    text,
    created: true,
  }));
  const problem = await writeAll(templates);
  if (problem !== undefined) return { problem };
  for (const { path } of templates) out(`${shownPath(path, cwd)}\n`);
  return 0 as const;
}

async function finish(made: Scaffolded, args: Arguments, { cwd, out, error }: Terminal): Promise<ExitCode | Problem> {
  const { files, notices = [], apart, afterwards } = made;
  for (const each of notices) error(`${visible(each)}\n`);
  const changed = apart && args.flag('separate-transactions') ? changedBy(apart) : [];
  if (args.flag('dry-run')) {
    for (const file of files) out(`# ${shownPath(file.path, cwd)}\n${file.text}\n`);
    for (const { path, before, text } of changed) out(unifiedDiff(shownPath(path, cwd), before, text));
    return 0;
  }
  if (args.flag('hooks') && !afterwards)
    return {
      problem: 'Nothing was written: no post-write hooks are set up here, as [post_write_hooks] of alembic.ini does',
    };
  const problem = await writeAll([...files.map((file) => ({ ...file, created: true })), ...changed]);
  if (problem !== undefined) return { problem };
  for (const file of [...files, ...changed]) out(`${shownPath(file.path, cwd)}\n`);
  const failure = args.flag('hooks') && afterwards ? await runHooks(afterwards, cwd, error) : undefined;
  return failure === undefined ? 0 : { problem: `The files were written, but not all that follows: ${failure}` };
}

/** The program around the migrations, as it will be. */
function changedBy({ source, edits }: NonNullable<Scaffolded['apart']>) {
  return [{ path: source.path, before: source.text, text: applyEdits(source.text, edits), created: false }];
}

/** `--branches expand,contract`: the labels of both, the one that expands first. */
function branchesIn(args: Arguments): { readonly value: BranchNames | undefined } | Problem {
  const text = args.text('branches');
  if (text === undefined) return { value: undefined };
  const [expand = '', contract = '', ...more] = text.split(',').map((each) => each.trim());
  if ([expand, contract].every((each) => /^\w+$/.test(each)) && expand !== contract && more.length === 0)
    return { value: { expand, contract } };
  return { problem: `--branches takes two names, such as expand,contract; "${text}" is not that` };
}

function formIn(args: Arguments): { readonly value: Form | undefined } | Problem {
  const text = args.text('form') ?? 'auto';
  if (text === 'auto') return { value: undefined };
  if (text === 'phased' || text === 'plain') return { value: text };
  return { problem: `There is no form "${text}"; there are auto, phased, plain` };
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
