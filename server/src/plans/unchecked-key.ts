import { after } from '../model/after.ts';
import type { ForeignKey } from '../model/constraint.ts';
import type { Phase } from '../model/finding.ts';
import { columnText, type Name, relationText } from '../model/name.ts';
import type { Operation } from '../model/operation.ts';
import type { PatternGround } from '../model/pattern.ts';
import type { Schema } from '../model/schema.ts';
import { shared } from './planned.ts';

/**
 * Where the server copies the table only to look its rows up: with that turned off the key is there at once, and binds whoever
 * writes from then on. Undefined where somebody waits all the same, or where the engine has no such switch.
 * https://dev.mysql.com/doc/refman/8.4/en/innodb-online-ddl-operations.html#online-ddl-foreign-key-operations
 */
export function uncheckedKey(
  table: Name,
  key: ForeignKey & { readonly name: string },
  schema: Schema,
  { effects }: PatternGround,
): Phase | undefined {
  const [off, on] = [checks('0'), checks('1')];
  const add: Operation = { kind: 'addConstraint', table, constraint: key };
  const told = after(schema, off);
  const { blocks, refused } = effects(add, told);
  const isTaken = refused === undefined && effects(off, schema).refused === undefined;
  if (!isTaken || blocks !== 'nothing' || effects(add, schema).blocks === 'nothing') return undefined;
  return {
    title: `add ${key.name}`,
    before: [unseen(table, key)],
    up: [off, add, on].map(shared),
    down: [shared({ kind: 'dropConstraint', table, name: key.name, type: 'foreignKey' })],
  };
}

function checks(value: string): Operation {
  return { kind: 'setParameter', name: 'foreign_key_checks', value, local: false };
}

function unseen(table: Name, { columns, references, referencedColumns }: ForeignKey): string {
  const [own, there] = [relationText(table), relationText(references)];
  const known = columns.map((column) => `${columnText(table, column)} IS NOT NULL`);
  const same = columns.map((column, at) => `theirs.${referencedColumns[at] ?? column} = ${columnText(table, column)}`);
  const query = `SELECT * FROM ${own} WHERE ${known.join(' AND ')} AND NOT EXISTS (SELECT * FROM ${there} AS theirs WHERE ${same.join(' AND ')})`;
  return `The key binds what is written from now on; rows that are there already are not looked at. Once it is there, this finds those that point at nothing, which are to be mended: ${query}`;
}
