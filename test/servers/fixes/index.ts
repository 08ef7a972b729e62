import { type Databases, mariadb, postgresql, sqlite } from '../databases.ts';
import { everywhere as edition, startAlembic } from '../postgresql/plans/alembic.ts';
import type { EngineCalled } from '../transactions/cases.ts';
import { isWanted, type Verified, type Verify } from '../verified.ts';
import type { Case } from './case.ts';
import { cases } from './cases.ts';
import { examplesFor } from './examples.ts';
import { prove } from './prove.ts';

/** The examples of all rules, and fixes that no example shows, carried out by a real Alembic on every engine that has them. */
export const verify: Verify = async (words, versions) => {
  const all: Verified[] = [];
  for (const [engine, version, start] of servers)
    if (isWanted(version, versions)) all.push(...(await on(engine, words, start)));
  return all;
};

const servers: readonly (readonly [EngineCalled, string, () => Promise<Databases>])[] = [
  ['postgresql', '12', () => postgresql(12)],
  ['postgresql', '15', () => postgresql(15)],
  ['postgresql', '18', () => postgresql(18)],
  ['mariadb', '10.11', mariadb],
  ['sqlite', '3', sqlite],
];

async function on(
  engine: EngineCalled,
  words: readonly string[],
  start: () => Promise<Databases>,
): Promise<readonly Verified[]> {
  const wanted = [...(await examplesFor(engine)), ...cases.filter((each) => each.engine === engine)].filter((each) =>
    isChosen(each, words),
  );
  if (wanted.length === 0) return [];
  const databases = await start();
  const open = wanted.filter(({ since = 0 }) => since <= Number(databases.version));
  const count = { passed: 0, failed: 0 };
  const lane = async (): Promise<void> => {
    const alembic = startAlembic(edition);
    try {
      for (let each = open.shift(); each; each = open.shift()) {
        const wrong = await prove(each, await databases.next(), databases.version, alembic);
        count[wrong.length === 0 ? 'passed' : 'failed']++;
        if (wrong.length > 0) console.log([`${databases.server}: ${titleOf(each)}`, ...wrong].join('\n  '));
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
  return [{ server: `fixes with ${edition.title} on ${databases.server}`, ...count }];
}

function isChosen(each: Case, words: readonly string[]): boolean {
  return words.length === 0 || words.some((word) => titleOf(each).includes(word));
}

function titleOf({ rule, change }: Case): string {
  return `fix ${rule}: ${'text' in change ? change.text : change.up}`;
}
