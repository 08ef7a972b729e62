import { type Databases, mariadb, postgresql, sqlite } from '../databases.ts';
import { everywhere as edition, startAlembic } from '../postgresql/plans/alembic.ts';
import type { EngineCalled } from '../transactions/cases.ts';
import { isChosen, isWanted, type Verified, type Verify } from '../verified.ts';
import { type Quotes, unlikeBlack } from './black.ts';
import { proveBranches } from './branches.ts';
import { cases } from './cases.ts';
import { prove } from './prove.ts';

/** What is generated goes untouched through Alembic's own commands. */
export const verify: Verify = async (words, versions) => {
  const all: Verified[] = [];
  for (const [engine, version, start] of servers)
    if (isWanted(version, versions)) all.push(...(await on(engine, words, start)));
  if (isWanted('15', versions) && isChosen('untouched branches', words)) all.push(await branches());
  return all;
};

async function branches(): Promise<Verified> {
  const databases = await postgresql(15);
  const alembic = startAlembic(edition);
  try {
    const wrong = await proveBranches(databases, alembic).catch((error: unknown) => [String(error)]);
    if (wrong.length > 0) console.log([`${databases.server}: two branches`, ...wrong].join('\n  '));
    const [passed, failed] = wrong.length === 0 ? [1, 0] : [0, 1];
    return { server: `two branches of ${edition.title} on ${databases.server}`, passed, failed };
  } finally {
    alembic.stop();
    await databases.stop();
  }
}

const servers: readonly (readonly [EngineCalled, string, () => Promise<Databases>])[] = [
  ['postgresql', '15', () => postgresql(15)],
  ['mariadb', '10.11', mariadb],
  ['sqlite', '3', sqlite],
];

async function on(engine: EngineCalled, words: readonly string[], start: () => Promise<Databases>) {
  const open = cases.filter(({ engines, what }) => engines.includes(engine) && isChosen(`untouched ${what}`, words));
  if (open.length === 0) return [];
  const databases = await start();
  const count = { passed: 0, failed: 0 };
  const written: Readonly<Record<Quotes, string[]>> = { single: [], double: [] };
  const lane = async (): Promise<void> => {
    const alembic = startAlembic(edition);
    try {
      for (let each = open.shift(); each !== undefined; each = open.shift()) {
        const { wrong, texts } = await prove(each, engine, databases, alembic).catch((error: unknown) => ({
          wrong: [error instanceof Error ? error.message : String(error)],
          texts: [],
        }));
        written[each.quotes].push(...texts);
        count[wrong.length === 0 ? 'passed' : 'failed']++;
        if (wrong.length > 0) console.log([`${databases.server}: ${each.what}`, ...wrong].join('\n  '));
      }
    } finally {
      alembic.stop();
    }
  };
  try {
    await Promise.all([lane(), lane()]);
  } finally {
    await databases.stop();
  }
  const unlike = [...unlikeBlack(written.single, 'single'), ...unlikeBlack(written.double, 'double')];
  for (const each of unlike) console.log(each);
  const files = written.single.length + written.double.length;
  const styled = { passed: unlike.length === 0 ? files : 0, failed: unlike.length };
  return [
    { server: `Black on files for ${databases.server}`, ...styled },
    { server: `untouched by ${edition.title} on ${databases.server}`, ...count },
  ];
}
