import { type Databases, mariadb, postgresql } from '../databases.ts';
import { everywhere as edition, startAlembic } from '../postgresql/plans/alembic.ts';
import { isChosen, isWanted, type Verified, type Verify } from '../verified.ts';
import { type Measured, measured, rowsMeasured } from './measured.ts';
import { measure, type Waits } from './waits.ts';

/** Where a fix is said to lock less, readers and writers beside it wait for less than half as long, or not to speak of. */
export const verify: Verify = async (words, versions) => {
  const all: Verified[] = [];
  for (const [engine, version, start] of servers) {
    const wanted = measured.filter(
      (each) =>
        each.engine === engine &&
        each.version === Number.parseInt(version, 10) &&
        isChosen(`waits ${each.rule}`, words),
    );
    if (wanted.length > 0 && isWanted(version, versions)) all.push(await on(wanted, await start()));
  }
  return all;
};

const servers: readonly (readonly [Measured['engine'], string, () => Promise<Databases>])[] = [
  ['postgresql', '15', () => postgresql(15)],
  ['postgresql', '18', () => postgresql(18)],
  ['mariadb', '10.11', mariadb],
];

async function on(wanted: readonly Measured[], databases: Databases): Promise<Verified> {
  const alembic = startAlembic(edition);
  const count = { passed: 0, failed: 0 };
  console.log(`\nLongest waits in ms beside ${databases.server}, ${rowsMeasured.toLocaleString('en-US')} rows`);
  console.log('| Rule | What | read, before | write, before | took | read, after | write, after | took | revisions |');
  console.log('|---|---|--:|--:|--:|--:|--:|--:|--:|');
  try {
    for (const each of wanted) {
      try {
        const before = await measure(each, databases, alembic, 'before');
        const after = await measure(each, databases, alembic, 'after');
        console.log(lineOf(each, before, after));
        count[isLess(each, before, after) ? 'passed' : 'failed']++;
      } catch (error) {
        count.failed++;
        console.log(`waits ${each.rule}: ${error instanceof Error ? error.message : error}`);
      }
    }
  } finally {
    alembic.stop();
    await databases.stop();
  }
  return { server: `waits with ${edition.title} on ${databases.server}`, ...count };
}

/** What a busy machine adds by itself, in milliseconds. */
const slight = 100;

function isLess({ gain }: Measured, before: Waits, after: Waits): boolean {
  if (gain === 'time') return after.took < before.took * 0.75;
  const waited = ({ read, write }: Waits) => (gain === 'reads' ? read : Math.max(read, write));
  return waited(after) < waited(before) / 2 || waited(after) < slight;
}

function lineOf({ rule, what }: Measured, before: Waits, after: Waits): string {
  const cells = [
    rule,
    what,
    before.read,
    before.write,
    before.took,
    after.read,
    after.write,
    after.took,
    after.revisions,
  ];
  return `| ${cells.join(' | ')} |`;
}
