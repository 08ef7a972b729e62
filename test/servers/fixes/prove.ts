import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import type { Alembic } from '../postgresql/plans/alembic.ts';
import { catalog, differenceOf } from '../postgresql/plans/catalog.ts';
import { type AlembicProject, initProject } from '../postgresql/plans/project.ts';
import type { Case } from './case.ts';

/** Fixes the migration, runs what comes of it up, down and up again with rows in the tables, and returns what is wrong. */
export async function prove(
  each: Case,
  url: string,
  version: string,
  alembic: Alembic,
  titles?: Set<string>,
): Promise<readonly string[]> {
  const project = await initProject(alembic, url);
  try {
    if (each.env) put(project, ...each.env);
    project.write('first', undefined, each.history, 'pass');
    await alembic.upgrade(project.config, 'head');
    if (each.rows === undefined) await alembic.fill(project.config, 40);
    else await alembic.execute(project.config, each.rows);
    writeChange(project, each);
    const said = await fixed(project, each, version);
    if (said.startsWith('Nothing to fix')) return ['nothing was fixed'];
    titles?.add(said);
    const wrong = await roundTrip(each, project, alembic);
    return wrong.length === 0 ? [] : [...wrong, ...(process.env.SHOW_FILES ? await files(project, alembic) : [])];
  } catch (error) {
    const shown = process.env.SHOW_FILES ? await files(project, alembic).catch(() => []) : [];
    return [error instanceof Error ? error.message : String(error), ...shown];
  } finally {
    project.remove();
  }
}

const path = join('migrations', 'versions', 'change.py');

function writeChange(project: AlembicProject, { change }: Case): void {
  if ('text' in change) {
    project.write('change', 'first', '', undefined);
    const file = join(dirname(project.config), path);
    writeFileSync(file, readFileSync(file, 'utf8').replace(/^def upgrade[\s\S]*/m, `${change.text}\n`));
  } else project.write('change', 'first', change.up, change.down);
}

/** Where nobody wrote a way back, that is done then. */
async function fixed(project: AlembicProject, { rule, engine, file }: Case, version: string): Promise<string> {
  const on = ['--engine', engine, '--engine-version', version];
  const said = await project.migrationWriter('fix', file ?? path, '--rule', rule, ...on);
  const undone = readFileSync(join(dirname(project.config), path), 'utf8').includes('def downgrade');
  if (!undone) await project.migrationWriter('fix', path, '--rule', 'downgrade-missing', ...on);
  return said;
}

async function roundTrip(each: Case, project: AlembicProject, alembic: Alembic): Promise<readonly string[]> {
  const { config } = project;
  const revisions = (await alembic.revisions(config)).filter((id) => id !== 'first');
  const query = each.engine === 'postgresql' ? catalog : '';
  const states = [await alembic.state(config, query)];
  const rows = await alembic.rows(config);
  const wrong: string[] = [];
  for (const _ of revisions) {
    await alembic.upgrade(config, '+1');
    states.push(await alembic.state(config, query));
  }
  wrong.push(...(await expected(each, project, alembic)));
  const above = await alembic.rows(config);
  for (const order of [...revisions.keys()].reverse()) {
    await alembic.downgrade(config, '-1');
    // On the way back a constraint may have been validated already; where it all began nothing may be left.
    const read = (state: readonly string[]) => (order === 0 ? state : state.map(asValid));
    const difference = differenceOf(read(states[order] ?? []), read(await alembic.state(config, query)));
    wrong.push(...difference.map((line) => `after downgrade ${order + 1}: ${line}`));
  }
  const difference = differenceOf(rows, await alembic.rows(config));
  if (each.changesRows === undefined) wrong.push(...difference.map((line) => `rows after all is taken back: ${line}`));
  await alembic.upgrade(config, 'head');
  const again = differenceOf(states.at(-1) ?? [], await alembic.state(config, query));
  wrong.push(...again.map((line) => `after the second upgrade: ${line}`));
  if (each.changesRows === undefined)
    wrong.push(
      ...differenceOf(above.map(counted), (await alembic.rows(config)).map(counted)).map(
        (line) => `rows after the second upgrade: ${line}`,
      ),
    );
  return [...wrong, ...(await expected(each, project, alembic))];
}

function asValid(line: string): string {
  return line.replace(/( NOT VALID)? not yet valid$/, ' valid');
}

/** A default that is another each time gives other values. */
function counted(line: string): string {
  return line.replace(/ \w+$/, '');
}

async function expected(
  { gives = [] }: Case,
  { config }: AlembicProject,
  alembic: Alembic,
): Promise<readonly string[]> {
  const wrong: string[] = [];
  for (const [sql, wanted] of gives) {
    const found = (await alembic.ask(config, sql)).join(' ');
    if (found !== wanted) wrong.push(`${sql} gives ${found}, not ${wanted}`);
  }
  return wrong;
}

function put({ config }: AlembicProject, from: string, to: string): void {
  const file = join(dirname(config), 'migrations', 'env.py');
  const text = readFileSync(file, 'utf8');
  if (!text.includes(from)) throw new Error(`env.py has no ${from}`);
  writeFileSync(file, text.replace(from, to));
}

/** What is carried out, for whoever looks for the mistake. */
async function files({ config }: AlembicProject, alembic: Alembic): Promise<readonly string[]> {
  const ids = await alembic.revisions(config);
  const folder = join(dirname(config), 'migrations', 'versions');
  return [
    ids.join(' '),
    ...readdirSync(folder)
      .filter((name) => name.endsWith('.py') && name !== 'first.py')
      .map(
        (name) =>
          `--- ${name}\n${readFileSync(join(folder, name), 'utf8').replace(/^[\s\S]*?down_revision/, 'down_revision')}`,
      ),
  ];
}
