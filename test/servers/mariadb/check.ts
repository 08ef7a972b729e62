import type { Connection } from 'mysql2/promise';
import { mariadb } from '../../../server/src/engines/mysql/index.ts';
import type { Effects } from '../../../server/src/model/effects.ts';
import { type Schema, settled } from '../../../server/src/model/schema.ts';
import { actionsOf, operationsOf, schemaAfter } from '../../operations.ts';
import type { Case } from './case.ts';
import { type Measured, measure } from './measure.ts';
import type { Server } from './server.ts';
import { query, refusal } from './sessions.ts';

/** What the engine says of the case and the server does otherwise. */
export async function check(
  server: Server,
  observer: Connection,
  base: string,
  each: Case,
): Promise<readonly string[]> {
  const { sql, setup = '', session = '', badRows } = each;
  const renew = (more = '') => renewed(observer, [base, setup, more].filter((text) => text !== '').join(';'));
  const schema = schemaAfter(session, 'mariadb', settled(schemaAfter(`${base};${setup}`, 'mariadb')));
  const predicted = predict(sql, schema, server.version);
  if (typeof predicted === 'string') return [predicted];
  const table =
    each.table ??
    /(?:TABLES?|ON|INTO|UPDATE|FROM|TRUNCATE(?! TABLE))\s+(?:IF EXISTS |IF NOT EXISTS )?`?(\w+)/i.exec(sql)?.[1] ??
    't';
  const measured = await measure({ server, observer, sql, session, table, renew });
  const wrong = differences(predicted, measured, table).filter((line) => !line.startsWith(each.unseen ?? '-'));
  if (badRows === undefined) return wrong;
  await renew(badRows);
  const trial = await server.connect('trial');
  await query(trial, session || 'DO 0');
  const refused = await refusal(trial, sql);
  trial.destroy();
  const can = predicted.some(({ canFailOnRows }) => canFailOnRows);
  return (refused !== undefined) === can
    ? wrong
    : [...wrong, `can fail on rows: predicted ${can}, but ${refused?.message ?? 'the server takes them'}`];
}

async function renewed(observer: Connection, script: string): Promise<void> {
  await query(observer, 'DROP DATABASE IF EXISTS trial');
  await query(observer, `CREATE DATABASE trial CHARACTER SET utf8mb4; USE trial; ${script}`);
}

/** The effects of each action of the statement. */
export function predict(sql: string, schema: Schema, version: string): readonly Effects[] | string {
  const operations = operationsOf(sql, 'mariadb');
  if (operations.length === 0) return 'it is not read as any operation';
  for (const operation of operations) if (operation.kind === 'opaque') return `it is not read: ${operation.why}`;
  const actions = actionsOf(operations, mariadb, schema, version);
  return actions.length > 1 && mariadb.together
    ? mariadb.together(actions, version)
    : actions.map(({ effects }) => effects);
}

/** What was measured otherwise than it is said. */
export function differences(predicted: readonly Effects[], measured: Measured, table: string): readonly string[] {
  const refused = predicted.find((each) => each.refused !== undefined)?.refused;
  if (refused !== undefined || measured.refusal) return refusals(predicted, refused, measured);
  const strongest = <T extends string>(order: readonly T[], of: (effects: Effects) => T | undefined) =>
    order.findLast((each) => predicted.some((effects) => of(effects) === each));
  const locks = predicted.flatMap((effects) => effects.locks);
  const compared: (readonly [string, string | undefined, string | undefined])[] = [
    ['blocks', strongest(['nothing', 'writes', 'reads and writes'], blocksOf(table)), measured.blocks],
    ['work', strongest(['instant', 'scan', 'row writes', 'index build', 'rewrite'], ({ work }) => work), measured.work],
    [
      'transaction',
      strongest(['allowed', 'forbidden', 'implicit commit'], (each) => each.transaction),
      measured.transaction,
    ],
  ];
  if (measured.algorithm) {
    compared.push([
      'algorithm',
      strongest(['INSTANT', 'NOCOPY', 'INPLACE', 'COPY'], (each) => each.algorithm),
      measured.algorithm,
    ]);
    compared.push(['lock', strongest(['NONE', 'SHARED', 'EXCLUSIVE'], (each) => each.lock), measured.lock]);
  }
  if (measured.others)
    compared.push([
      'other tables',
      lockText(locks.filter((each) => each.relation !== table)),
      lockText(measured.others),
    ]);
  // What could not be seen beforehand is told at its worst; and what is no ALTER and done at once ends alone with its table.
  const isAssumed = predicted.some((each) => each.assumed !== undefined);
  const endsAlone = !measured.algorithm && measured.work === 'instant';
  const worst = (what: string, expected = '', found = '') =>
    (isAssumed || (what === 'blocks' && endsAlone && found === 'writes')) &&
    order.indexOf(expected) > order.indexOf(found);
  return compared.flatMap(([what, expected, found]) =>
    expected === found || worst(what, expected, found) ? [] : [`${what}: predicted ${expected}, measured ${found}`],
  );
}

/** Weaker words stand before stronger ones of their kind. */
const order: readonly string[] = [
  ...['nothing', 'writes', 'reads and writes'],
  ...['instant', 'scan', 'row writes', 'index build', 'rewrite'],
  ...['INSTANT', 'NOCOPY', 'INPLACE', 'COPY'],
  ...['NONE', 'SHARED', 'EXCLUSIVE'],
];

const blocksOf = (table: string) => (effects: Effects) => {
  const mode = effects.locks.find(({ relation }) => relation === table)?.mode;
  return mode === 'EXCLUSIVE' ? 'reads and writes' : mode === 'SHARED' ? 'writes' : 'nothing';
};

/** The words need not be the server's to the last, but their beginnings are compared. */
function refusals(
  predicted: readonly Effects[],
  refused: string | undefined,
  { refusal: said, transaction }: Measured,
): readonly string[] {
  if (refused === undefined) return [`refused: ${said?.message}`];
  if (!said) return [`predicted to be refused: ${refused}`];
  const transactions = predicted.map((each) => each.transaction);
  const wrong = transactions.every((each) => each === transaction)
    ? []
    : [`transaction: predicted ${transactions}, measured ${transaction}`];
  const plain = (words: string) => words.replace(/[`'"]/g, '').split(' ').slice(0, 3).join(' ');
  return plain(refused) === plain(said.message)
    ? wrong
    : [...wrong, `predicted to be refused: ${refused}, but it says ${said.message}`];
}

function lockText(locks: readonly { readonly relation: string; readonly mode: string }[]): string {
  const all = new Set(locks.map(({ relation, mode }) => `${mode} ${relation}`));
  return [...all].sort().join(', ') || 'none';
}
