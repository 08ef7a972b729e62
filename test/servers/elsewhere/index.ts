import { type Databases, mariadb, sqlite } from '../databases.ts';
import { type Alembic, everywhere as edition, startAlembic } from '../postgresql/plans/alembic.ts';
import { differenceOf } from '../postgresql/plans/catalog.ts';
import { initProject } from '../postgresql/plans/project.ts';
import type { EngineCalled } from '../transactions/cases.ts';
import { isChosen, isWanted, type Verified, type Verify } from '../verified.ts';
import { type Case, cases } from './cases.ts';

/** Patterns on MariaDB and SQLite: what they write runs there up, down and up again, and the way back leaves what was there. */
export const verify: Verify = async (words, versions) => {
  const all: Verified[] = [];
  for (const [engine, version, start] of servers) {
    const open = cases.filter(({ engines, pattern }) => engines.includes(engine) && isChosen(pattern, words));
    if (open.length > 0 && isWanted(version, versions)) all.push(await on(engine, open, await start()));
  }
  return all;
};

const servers: readonly (readonly [EngineCalled, string, () => Promise<Databases>])[] = [
  ['mariadb', '10.11', mariadb],
  ['sqlite', '3', sqlite],
];

async function on(engine: EngineCalled, open: readonly Case[], databases: Databases): Promise<Verified> {
  const alembic = startAlembic(edition);
  const count = { passed: 0, failed: 0 };
  try {
    for (const each of open) {
      const wrong = await prove(each, engine, databases, alembic).catch((error: unknown) => [
        error instanceof Error ? error.message : String(error),
      ]);
      count[wrong.length === 0 ? 'passed' : 'failed']++;
      if (wrong.length > 0) console.log([`${databases.server}: ${each.pattern}`, ...wrong].join('\n  '));
    }
  } finally {
    alembic.stop();
    await databases.stop();
  }
  return { server: `plans with ${edition.title} on ${databases.server}`, ...count };
}

async function prove(
  { pattern, answers, history, gives }: Case,
  engine: EngineCalled,
  databases: Databases,
  alembic: Alembic,
): Promise<readonly string[]> {
  const project = await initProject(alembic, await databases.next());
  const { config } = project;
  try {
    project.write('first', undefined, history, 'pass');
    await alembic.upgrade(config, 'head');
    await alembic.fill(config, rowsFilled);
    const before = await alembic.state(config, '');
    const options = Object.entries(answers).flatMap(([name, value]) => [`--${name}`, value]);
    const target = ['--engine', engine, '--engine-version', databases.version];
    await project.migrationWriter('new', pattern, ...options, ...target);
    const revisions = await alembic.revisions(config);
    for (const _ of revisions.slice(1)) await alembic.upgrade(config, '+1');
    const after = await alembic.state(config, '');
    const wrong = [...(await expected(gives, config, alembic))];
    for (const _ of revisions.slice(1)) await alembic.downgrade(config, '-1');
    wrong.push(...differenceOf(before, await alembic.state(config, '')).map((line) => `after the downgrade: ${line}`));
    await alembic.upgrade(config, 'head');
    wrong.push(
      ...differenceOf(after, await alembic.state(config, '')).map((line) => `after the second upgrade: ${line}`),
    );
    return wrong;
  } finally {
    project.remove();
  }
}

const rowsFilled = 200;

async function expected(gives: Case['gives'], config: string, alembic: Alembic): Promise<readonly string[]> {
  const wrong: string[] = [];
  for (const [sql, wanted] of gives) {
    const found = (await alembic.ask(config, sql)).join(' ');
    if (found !== wanted) wrong.push(`${sql} gives ${found}, not ${wanted}`);
  }
  return wrong;
}
