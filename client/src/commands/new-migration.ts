import { Uri, WorkspaceEdit, window, workspace } from 'vscode';
import type { Ask, PatternInfo, Scaffolded } from '../../../server/src/protocol.ts';
import { warn } from '../messages.ts';
import { placeOf } from '../place.ts';
import { patternsOf, type Server, scaffold } from '../server.ts';
import { type Answer, askInSteps, type Step } from '../steps.ts';

/** Asks for a pattern and its values, and writes the revision files that come of them. */
export async function newMigration(server: Server, argument: unknown): Promise<void> {
  const place = await placeOf(argument);
  if (!place) return warn('Open a folder with migrations first: new ones are written beside them.');
  const { patterns, problem } = await server.sendRequest(patternsOf, { uri: place.toString() });
  if (problem !== undefined) return warn(problem);
  const chosen = await choose(patterns);
  if (!chosen) return;
  const made = await server.sendRequest(scaffold, { uri: place.toString(), ...chosen });
  if (made.problem !== undefined) return warn(made.problem);
  await write(made.files);
}

async function choose(
  patterns: readonly PatternInfo[],
): Promise<{ readonly pattern: string; readonly answers: Readonly<Record<string, string>> } | undefined> {
  const steps = (given: readonly Answer[]): readonly Step[] => {
    const pattern = patterns.find(({ id }) => id === given[0]?.value);
    return [patternStep(patterns), ...(pattern?.asks ?? []).map(stepOf)];
  };
  const given = await askInSteps('New Migration', steps);
  const pattern = given?.[0]?.value;
  if (given === undefined || pattern === undefined) return undefined;
  const answers = given.slice(1).filter(({ value }) => value !== '');
  return { pattern, answers: Object.fromEntries(answers.map(({ name, value }) => [name, value])) };
}

function patternStep(patterns: readonly PatternInfo[]): Step {
  return {
    name: 'pattern',
    prompt: 'What should the migration do?',
    choices: patterns.map(({ id, title, description }) => ({ value: id, label: title, detail: description })),
    free: false,
    optional: false,
  };
}

function stepOf({ name, prompt, placeholder, suggestions = [], optional = false }: Ask): Step {
  const choices = suggestions.map((value) => ({ value, label: value }));
  return { name, prompt, placeholder, choices, free: true, optional };
}

/** One edit, so that one undo takes all of it back. */
async function write(files: Scaffolded['files']): Promise<void> {
  const edit = new WorkspaceEdit();
  for (const { uri, text } of files) edit.createFile(Uri.parse(uri), { contents: new TextEncoder().encode(text) });
  if (!(await workspace.applyEdit(edit))) return warn(`The files could not be written to ${folderOf(files)}.`);
  const first = files[0];
  if (first) await window.showTextDocument(Uri.parse(first.uri), { preview: false });
}

function folderOf(files: Scaffolded['files']): string {
  const folder = files[0] && Uri.joinPath(Uri.parse(files[0].uri), '..');
  return folder ? workspace.asRelativePath(folder) : 'the folder of migrations';
}
