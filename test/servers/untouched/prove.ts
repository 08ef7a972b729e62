import { readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import type { Databases } from '../databases.ts';
import type { Alembic } from '../postgresql/plans/alembic.ts';
import { catalog, differenceOf } from '../postgresql/plans/catalog.ts';
import { type AlembicProject, initProject } from '../postgresql/plans/project.ts';
import type { EngineCalled } from '../transactions/cases.ts';
import { inDoubleQuotes } from './black.ts';
import type { Case } from './cases.ts';
import { type Written, wrongInHistory } from './history.ts';
import { behind } from './models.ts';

/**
 * Both forms are written for a project whose model made its first revision, and run as they are: Alembic's own comparison finds nothing
 * between the database and the model that the change aims at, and the phases end where the plain form ends.
 */
export async function prove(each: Case, engine: EngineCalled, databases: Databases, alembic: Alembic) {
  const phased = await applied(each, 'phased', engine, databases, alembic);
  const plain = await applied(each, 'plain', engine, databases, alembic);
  const wrong = [...phased.wrong, ...plain.wrong];
  if (phased.state && plain.state) {
    const difference = differenceOf(plain.state.map(bare), phased.state.map(bare));
    const open = difference.filter((line) => !each.apart.some((known) => known.test(line)));
    wrong.push(...open.map((line) => `the phases do not end as the plain form: ${line}`));
  }
  return { wrong, texts: [...phased.texts, ...plain.texts] };
}

/** A default is the same number with the name of its type or without. */
function bare(line: string): string {
  return line.replace(/DEFAULT '(-?\d+)'::\w+/, 'DEFAULT $1');
}

interface Applied {
  readonly wrong: readonly string[];
  /** Where it ended; undefined where there is no such form. */
  readonly state?: readonly string[];
  /** What was written, for those who look at the text. */
  readonly texts: readonly string[];
}

async function applied(
  each: Case,
  form: 'phased' | 'plain',
  engine: EngineCalled,
  databases: Databases,
  alembic: Alembic,
): Promise<Applied> {
  const project = await initProject(alembic, await databases.next());
  try {
    const { config } = project;
    const folder = join(dirname(config), 'migrations');
    compareWithModel(folder, each.before);
    await alembic.generate(config, 'first');
    writeFirst(folder, each);
    await alembic.upgrade(config, 'head');
    const state = () => alembic.state(config, engine === 'postgresql' ? catalog : '');
    const before = await state();
    const made = await write(each, form, engine, databases, project);
    if (!made) return { wrong: [], texts: [] };
    const wrong = [...wrongInHistory(await alembic.history(config), made)];
    for (const { id } of made) {
      await alembic.upgrade(config, '+1');
      const current = (await alembic.current(config)).join(' ');
      if (current.split(' ')[0] !== id) wrong.push(`behind ${id} current says "${current}"`);
    }
    const ended = await state();
    const edits = (form === 'plain' ? each.plainly : undefined) ?? each.edits;
    writeFileSync(join(folder, 'model.py'), behind({ ...each, edits }));
    if (each.beyond === undefined) wrong.push(...(await differencesFrom(alembic, config)));
    for (const _ of made) await alembic.downgrade(config, '-1');
    wrong.push(...differenceOf(before, await state()).map((line) => `behind the downgrades: ${line}`));
    return { wrong: wrong.map((line) => `${form}: ${line}`), state: ended, texts: made.map(({ text }) => text) };
  } finally {
    project.remove();
  }
}

/** The files of a form as they stand there, in their order; undefined where the pattern has no such form here. */
async function write(
  { pattern, answers }: Case,
  form: string,
  engine: EngineCalled,
  { version }: Databases,
  { config, migrationWriter }: AlembicProject,
): Promise<readonly Written[] | undefined> {
  const options = Object.entries(answers).flatMap(([name, value]) => [
    `--${name.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`)}`,
    value,
  ]);
  const target = ['--engine', engine, '--engine-version', version];
  try {
    const said = await migrationWriter('new', pattern, '--form', form, ...options, ...target);
    return said
      .trim()
      .split('\n')
      .map((path) => readFileSync(join(dirname(config), path), 'utf8'))
      .map((text) => ({
        text,
        id: lineOf(text, /^revision(?:: str)? = ["'](.*)["']$/m),
        title: lineOf(text, /^"""(.*)/),
      }));
  } catch (error) {
    if (form === 'plain' && String(error).includes('has one form only')) return undefined;
    throw error;
  }
}

function lineOf(text: string, pattern: RegExp): string {
  const [, found] = pattern.exec(text) ?? [];
  if (found === undefined) throw new Error(`a file has nothing like ${pattern}`);
  return found;
}

/** `alembic check` compares with the model that stands beside it, with all that it can compare. */
function compareWithModel(folder: string, model: string): void {
  const env = join(folder, 'env.py');
  const text = readFileSync(env, 'utf8');
  const compared = text
    .replace(
      'target_metadata = None',
      `import runpy\n\ntarget_metadata = runpy.run_path(${JSON.stringify(join(folder, 'model.py'))})["metadata"]`,
    )
    .replace(
      'connection=connection,',
      'connection=connection, compare_type=True, compare_server_default=True, render_as_batch=connection.dialect.name == "sqlite",',
    );
  if (compared === text) throw new Error('env.py is not what it was');
  writeFileSync(env, compared);
  writeFileSync(join(folder, 'model.py'), model);
}

/** With what no model can say, and quoted as the case wants it. */
function writeFirst(folder: string, { also, quotes }: Case): void {
  const path = join(folder, 'versions', 'first_.py');
  const text = readFileSync(path, 'utf8');
  const quoted = quotes === 'double' ? inDoubleQuotes(text) : text;
  writeFileSync(path, also === '' ? quoted : quoted.replace('    # ### end Alembic commands ###', `    ${also}`));
}

async function differencesFrom(alembic: Alembic, config: string): Promise<readonly string[]> {
  try {
    await alembic.check(config);
    return [];
  } catch (error) {
    return [error instanceof Error ? error.message : String(error)];
  }
}
