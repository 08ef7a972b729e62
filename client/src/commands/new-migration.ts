import type { Ask, HeadInfo, PatternInfo, Patterns, Scaffold } from '../../../server/src/protocol.ts';
import { warn } from '../messages.ts';
import { placeOf } from '../place.ts';
import { preview } from '../preview.ts';
import { mergeOf, patternsOf, type Server, scaffold } from '../server.ts';
import { type Answer, askInSteps, type Step } from '../steps.ts';
import { writeFiles } from '../write-files.ts';

/** Asks for a pattern and its values, and writes the revision files that come of them. */
export async function newMigration(server: Server, argument: unknown): Promise<void> {
  const place = await placeOf(argument);
  if (!place) return warn('Open a folder with migrations first: new ones are written beside them.');
  await askAndWrite(server, { uri: place.toString() }, 'New Migration');
}

/** The same at a known place, and behind a known revision where one is named. */
export async function askAndWrite(server: Server, place: Place, title: string): Promise<void> {
  const listed = await server.sendRequest(patternsOf, place);
  const { problem, heads = [] } = listed;
  if (problem !== undefined && heads.length === 0) return warn(problem);
  let given: readonly Answer[] | undefined = [];
  for (;;) {
    given = await askInSteps(title, (answers) => stepsAt(server, place, listed, answers), given);
    if (!given) return;
    if ((await showAndWrite(server, place, given, title)) !== 'back') return;
  }
}

interface Place {
  readonly uri: string;
  readonly parent?: string;
}

/** Nothing is written before the user has seen it and says so. */
async function showAndWrite(
  server: Server,
  place: Place,
  given: readonly Answer[],
  title: string,
): Promise<'back' | undefined> {
  const wanted = wantedBy(given, place);
  let form: Scaffold['form'];
  for (;;) {
    const made = await (wanted
      ? server.sendRequest(scaffold, { ...wanted, ...(form && { form }) })
      : server.sendRequest(mergeOf, { uri: place.uri }));
    if (made.problem !== undefined) {
      warn(made.problem);
      return 'back';
    }
    const reply = await preview(made, title);
    if (reply === 'other') form = made.other;
    else if (reply === 'write') await writeFiles(made);
    else if (reply === 'writeApart') await writeFiles(made, made.apart);
    if (reply !== 'other') return reply === 'back' ? 'back' : undefined;
  }
}

/** Of several heads one is chosen first: what tables there are depends on it. */
async function stepsAt(
  server: Server,
  place: Place,
  listed: Patterns,
  given: readonly Answer[],
): Promise<readonly Step[]> {
  const { heads = [] } = listed;
  if (heads.length === 0) return stepsOf(listed.patterns, given);
  const first = headStep(heads);
  const parent = given.find(({ name }) => name === first.name)?.value;
  if (parent === mergeFirst) return [first];
  const { patterns } = parent === undefined ? listed : await server.sendRequest(patternsOf, { ...place, parent });
  return [first, ...stepsOf(patterns, given)];
}

function stepsOf(patterns: readonly PatternInfo[], given: readonly Answer[]): readonly Step[] {
  const chosen = given.find(({ name }) => name === 'pattern')?.value;
  const pattern = patterns.find(({ id }) => id === chosen);
  const table = given.find(({ name }) => name === 'table')?.value;
  return [patternStep(patterns), ...(pattern?.asks ?? []).map((each) => stepOf(each, table))];
}

/** Undefined: the heads are to be merged. */
function wantedBy(given: readonly Answer[], place: Place): Scaffold | undefined {
  const { head, pattern, ...answers } = Object.fromEntries(
    given.filter(({ value }) => value !== '').map(({ name, value }) => [name, value]),
  );
  return pattern === undefined ? undefined : { ...place, ...(head && { parent: head }), pattern, answers };
}

/** No revision can be called so: Alembic takes no @ in an id. */
const mergeFirst = '@merge';

function headStep(heads: readonly HeadInfo[]): Step {
  const count = `There are ${heads.length} heads`;
  return {
    name: 'head',
    prompt: `${count}: which one does the new migration follow?`,
    choices: [
      ...heads.map(({ id, title }) => ({ value: id, label: title ?? id, description: title === undefined ? '' : id })),
      {
        value: mergeFirst,
        label: '$(git-merge) Merge the heads first',
        detail: 'One revision joins them and changes nothing else',
      },
    ],
    free: false,
    optional: false,
  };
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
