import { readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { type Databases, mariadb, postgresql, sqlite } from '../databases.ts';
import { type Alembic, everywhere as edition, startAlembic } from '../postgresql/plans/alembic.ts';
import { catalog, differenceOf } from '../postgresql/plans/catalog.ts';
import { initProject } from '../postgresql/plans/project.ts';
import type { EngineCalled } from '../transactions/cases.ts';
import { isChosen, isWanted, type Verified, type Verify } from '../verified.ts';
import { cases, first } from './cases.ts';
import { generated } from './generated.ts';

/** Ways back that are written for upgrades without one: behind both the server's catalog is what it was before. */
export const verify: Verify = async (words, versions) => {
  const all: Verified[] = [];
  for (const [engine, version, start] of servers)
    if (isWanted(version, versions)) all.push(...(await on(engine, words, start)));
  return all;
};

const servers: readonly (readonly [EngineCalled, string, () => Promise<Databases>])[] = [
  ['postgresql', '15', () => postgresql(15)],
  ['mariadb', '10.11', mariadb],
  ['sqlite', '3', sqlite],
];

async function on(engine: EngineCalled, words: readonly string[], start: () => Promise<Databases>) {
  const open = cases[engine].filter((each) => isChosen(`ways-back ${each}`, words));
  if (open.length === 0) return [];
  const databases = await start();
  const count = { passed: 0, failed: 0 };
  const lane = async (): Promise<void> => {
    const alembic = startAlembic(edition);
    try {
      for (let each = open.shift(); each !== undefined; each = open.shift()) {
        const wrong = await prove(each, engine, databases, alembic).catch((error: unknown) => [String(error)]);
        count[wrong.length === 0 ? 'passed' : 'failed']++;
        if (wrong.length > 0) console.log([`${databases.server}: ${each}`, ...wrong].join('\n  '));
      }
    } finally {
      alembic.stop();
    }
  };
  try {
    await Promise.all([lane(), lane(), lane()]);
  } finally {
    await databases.stop();
  }
  return [{ server: `ways back with ${edition.title} on ${databases.server}`, ...count }];
}

async function prove(upgrade: string, engine: EngineCalled, databases: Databases, alembic: Alembic) {
  const project = await initProject(alembic, await databases.next());
  try {
    const { config } = project;
    const state = () => alembic.state(config, engine === 'postgresql' ? catalog : '');
    project.write('first', undefined, first[engine], 'pass');
    project.write('second', 'first', upgrade, undefined);
    const versions = join(dirname(config), 'migrations', 'versions');
    const [before, path] = [join(versions, 'first.py'), join(versions, 'second.py')];
    const read = (file: string) => ({ path: file, text: readFileSync(file, 'utf8') });
    const text = await generated(read(path), [read(before)], engine, databases.version);
    if (text === undefined) return ['no way back is offered'];
    writeFileSync(path, text);
    await alembic.upgrade(config, 'first');
    const was = await state();
    await alembic.upgrade(config, 'second');
    await alembic.downgrade(config, 'first');
    const difference = differenceOf(was, await state());
    return difference.length === 0 ? [] : [...difference, text.slice(text.indexOf('def downgrade'))];
  } finally {
    project.remove();
  }
}
