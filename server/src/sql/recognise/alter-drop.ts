import type { Operation } from '../../model/operation.ts';
import { relationsOf } from './alter-add.ts';
import type { At } from './alter-table.ts';
import { type Cursor, took, tookOne } from './cursor.ts';
import { nameHere } from './names.ts';

/** Behind `DROP`. */
export function dropAction(cursor: Cursor, at: At): readonly Operation[] | undefined {
  const what = tookOne(cursor, dropped);
  if (what === 'partition' || what === 'period' || what === 'system versioning') {
    cursor.at = cursor.end;
    return [{ kind: 'other', statement: `ALTER TABLE DROP ${what.toUpperCase()}`, ...relationsOf(at) }];
  }
  if (what === 'primary key') return [{ kind: 'dropConstraint', ...at, type: 'primaryKey' }];
  const ifExists = took(cursor, 'if exists') ? { ifExists: true } : {};
  const name = nameHere(cursor);
  if (name === undefined) return undefined;
  const behind = tookOne(cursor, ['cascade', 'restrict']);
  const how = { ...ifExists, ...(behind === 'cascade' && { cascade: true }) };
  switch (what) {
    case 'foreign key':
      return [{ kind: 'dropConstraint', ...at, name, type: 'foreignKey', ...how }];
    case 'check':
      return [{ kind: 'dropConstraint', ...at, name, type: 'check', ...how }];
    case 'constraint':
      return [{ kind: 'dropConstraint', ...at, name, ...how }];
    case 'index':
    case 'key':
      return [{ kind: 'dropIndex', index: { name }, ...at, ...how }];
    case 'column':
    case undefined:
      return [{ kind: 'dropColumn', ...at, column: name, ...how }];
  }
}

const dropped = [
  'partition',
  'period',
  'system versioning',
  'primary key',
  'foreign key',
  'check',
  'constraint',
  'index',
  'key',
  'column',
] as const;
