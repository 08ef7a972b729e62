import type { Ask, PatternInfo } from '../../../server/src/protocol.ts';
import { warn } from '../messages.ts';
import { placeOf } from '../place.ts';
import { patternsOf, type Server, scaffold } from '../server.ts';
import { type Answer, askInSteps, type Step } from '../steps.ts';
import { writeFiles } from '../write-files.ts';

/** Asks for a pattern and its values, and writes the revision files that come of them. */
export async function newMigration(server: Server, argument: unknown): Promise<void> {
  const place = await placeOf(argument);
  if (!place) return warn('Open a folder with migrations first: new ones are written beside them.');
  await askAndWrite(server, { uri: place.toString() }, 'New Migration');
}

/** The same at a known place, and behind a known revision where one is named. */
export async function askAndWrite(
  server: Server,
  place: { readonly uri: string; readonly parent?: string },
  title: string,
): Promise<void> {
  const { patterns, problem } = await server.sendRequest(patternsOf, place);
  if (problem !== undefined) return warn(problem);
  const chosen = await choose(patterns, title);
  if (!chosen) return;
  const made = await server.sendRequest(scaffold, { ...place, ...chosen });
  if (made.problem !== undefined) return warn(made.problem);
  await writeFiles(made.files);
}

async function choose(
  patterns: readonly PatternInfo[],
  title: string,
): Promise<{ readonly pattern: string; readonly answers: Readonly<Record<string, string>> } | undefined> {
  const steps = (given: readonly Answer[]): readonly Step[] => {
    const pattern = patterns.find(({ id }) => id === given[0]?.value);
    return [patternStep(patterns), ...(pattern?.asks ?? []).map(stepOf)];
  };
  const given = await askInSteps(title, steps);
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
