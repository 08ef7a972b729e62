import type { Operation } from '../../model/operation.ts';
import type { At } from './alter-table.ts';
import { columnHere } from './columns.ts';
import { tableElement } from './constraints.ts';
import { type Cursor, commaParts, inside, isDone, rest, sign, took, tookOne, word } from './cursor.ts';

/** Behind `ADD`. */
export function addAction(cursor: Cursor, at: At): readonly Operation[] | undefined {
  const special = tookOne(cursor, ['partition partitions', 'partition', 'period', 'system versioning']);
  if (special !== undefined) {
    // Only what is neither a range nor a list of values moves rows into a new partition.
    const spreads = special === 'partition' && !/\bvalues\b/i.test(rest(cursor));
    cursor.at = cursor.end;
    const what = spreads ? 'PARTITION PARTITIONS' : special.toUpperCase();
    return [{ kind: 'other', statement: `ALTER TABLE ADD ${what}`, ...relationsOf(at) }];
  }
  if (!elementStart.test(word(cursor))) return columns(cursor, at);
  const element = tableElement(cursor);
  if (!element) return undefined;
  if ('index' in element) return [{ kind: 'createIndex', ...at, ...element.index }];
  return [{ kind: 'addConstraint', ...at, constraint: element.constraint }];
}

export function relationsOf({
  table,
  online,
}: At): Pick<Extract<Operation, { kind: 'other' }>, 'relations' | 'online'> {
  return { relations: [table], ...(online && { online }) };
}

const elementStart = /^(constraint|primary|unique|foreign|check|index|key|fulltext|spatial)$/;

function columns(cursor: Cursor, at: At): readonly Operation[] | undefined {
  took(cursor, 'column');
  const ifNotExists = took(cursor, 'if not exists') ? { ifNotExists: true } : {};
  const list = sign(cursor) === '(' ? inside(cursor) : undefined;
  const operations: Operation[] = [];
  for (const part of list ? commaParts(list) : [cursor]) {
    const element = list && elementStart.test(word(part)) ? addAction(part, at) : undefined;
    if (element) operations.push(...element);
    else {
      const read = columnHere(part);
      if (!read || !isDone(part)) return undefined;
      const { column, constraints, position } = read;
      operations.push({ kind: 'addColumn', ...at, column, constraints, ...ifNotExists, ...(position && { position }) });
    }
  }
  return operations;
}
