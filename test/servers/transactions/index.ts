import { type Databases, mariadb, postgresql, sqlite } from '../databases.ts';
import { everywhere as edition, startAlembic } from '../postgresql/plans/alembic.ts';
import { isWanted, type Verify } from '../verified.ts';
import { type Case, cases, type EngineCalled } from './cases.ts';
import { prove } from './prove.ts';

/** What is explained of transactions, against what a real Alembic leaves behind when its last operation fails. */
export const verify: Verify = async (words, versions) => {
  if (!isWanted('1.20', versions)) return [];
  const all = await Promise.all([
    on('postgresql', words, () => postgresql(15)),
    on('mariadb', words, mariadb),
    on('sqlite', words, sqlite),
  ]);
  const count = (what: 'passed' | 'failed') => all.reduce((sum, each) => sum + each[what], 0);
  return [{ server: 'transactions of Alembic 1.20', passed: count('passed'), failed: count('failed') }];
};

async function on(
  engine: EngineCalled,
  words: readonly string[],
  start: () => Promise<Databases>,
): Promise<{ readonly passed: number; readonly failed: number }> {
  const count = { passed: 0, failed: 0 };
  const chosen = cases[engine].filter((each) => isChosen(each, words));
  if (chosen.length === 0) return count;
  const databases = await start();
  const alembic = startAlembic(edition);
  try {
    for (const each of chosen) {
      const wrong = await prove(each, engine, await databases.next(), alembic).catch((error: unknown) => [
        String(error),
      ]);
      count[wrong.length === 0 ? 'passed' : 'failed']++;
      if (wrong.length > 0) console.log([`${edition.title} on ${engine}: ${each.name}`, ...wrong].join('\n  '));
    }
  } finally {
    alembic.stop();
    await databases.stop();
  }
  return count;
}

function isChosen({ name, files }: Case, words: readonly string[]): boolean {
  const text = `transactions ${name} ${files.flat(2).join(' ')}`;
  return words.length === 0 || words.some((word) => text.includes(word));
}
