import type { Ask, PatternInfo, Scaffold } from '../../../server/src/protocol.ts';
import { warn } from '../messages.ts';
import { placeOf } from '../place.ts';
import { preview } from '../preview.ts';
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
  let given: readonly Answer[] | undefined = [];
  for (;;) {
    given = await askInSteps(title, (answers) => stepsOf(patterns, answers), given);
    const chosen = given && chosenIn(given);
    if (!chosen) return;
    if ((await showAndWrite(server, { ...place, ...chosen }, title)) !== 'back') return;
  }
}

/** Nothing is written before the user has seen it and says so. */
async function showAndWrite(server: Server, wanted: Scaffold, title: string): Promise<'back' | undefined> {
  let form = wanted.form;
  for (;;) {
    const made = await server.sendRequest(scaffold, { ...wanted, ...(form && { form }) });
    if (made.problem !== undefined) {
      warn(made.problem);
      return 'back';
    }
    const reply = await preview(made, title);
    if (reply === 'other') form = made.other;
    else if (reply === 'write') await writeFiles(made.files);
    else if (reply === 'writeApart') await writeFiles(made.files, made.apart);
    if (reply !== 'other') return reply === 'back' ? 'back' : undefined;
  }
}

function stepsOf(patterns: readonly PatternInfo[], given: readonly Answer[]): readonly Step[] {
  const pattern = patterns.find(({ id }) => id === given[0]?.value);
  const table = given.find(({ name }) => name === 'table')?.value;
  return [patternStep(patterns), ...(pattern?.asks ?? []).map((each) => stepOf(each, table))];
}

function chosenIn(given: readonly Answer[]): Pick<Scaffold, 'pattern' | 'answers'> | undefined {
  const pattern = given[0]?.value;
  if (pattern === undefined) return undefined;
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

function stepOf(
  { name, prompt, placeholder, suggestions = [], suggestionsByTable = {}, optional = false }: Ask,
  table: string | undefined,
): Step {
  const own = table === undefined ? undefined : suggestionsByTable[table];
  const choices = (own ?? suggestions).map((value) => ({ value, label: value }));
  return { name, prompt, placeholder, choices, free: true, optional };
}
