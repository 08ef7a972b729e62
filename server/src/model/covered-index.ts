import { isOrdered } from './indexed.ts';
import type { CreateIndex, IndexKey } from './operation.ts';
import { indexColumns, type Table } from './schema.ts';

/** Another index of the table that does all that one does. */
export interface Cover {
  /** "ix_users_email", "the primary key". */
  readonly name: string;
  /** Neither has columns that the other has not. */
  readonly same: boolean;
}

/**
 * The indexes that do all that the new one does: their keys begin with its keys. One that keeps values unique is only covered
 * by one that keeps the very same values unique, and what holds some rows only by one that holds the same.
 * https://www.postgresql.org/docs/current/indexes-multicolumn.html
 */
export function coversOf(
  index: CreateIndex,
  { indexes, constraints }: Pick<Table, 'indexes' | 'constraints'>,
): readonly Cover[] {
  const own = index.keys.map(keyText);
  if (own.length === 0 || index.only) return [];
  const byIndexes = indexes
    .filter(({ keys: [first] }) => first && keyText(first) === own[0])
    .filter((each) => each.name !== index.name && isAlike(index, each))
    .map((each) => ({
      name: each.name ?? `an index on ${indexColumns(each).join(', ')}`,
      keys: each.keys.map(keyText),
      unique: each.unique === true,
    }));
  const isPlain = isOrdered(index) && index.method !== 'hash' && says(index) === '';
  const byConstraints = (isPlain ? constraints : []).flatMap((each) =>
    (each.kind === 'primaryKey' || each.kind === 'unique') && each.options === undefined && each.name !== index.name
      ? [{ name: called(each), keys: each.columns, unique: true }]
      : [],
  );
  return [...byConstraints, ...byIndexes].flatMap(({ name, keys, unique }) => {
    const same = keys.length === own.length;
    const begins = own.every((key, place) => keys[place] === key);
    const ordered = isOrdered(index) && !/^hash$/i.test(index.method ?? '');
    return begins && (same || (ordered && !index.unique)) && (unique || !index.unique) ? [{ name, same }] : [];
  });
}

function called({
  kind,
  name,
}: {
  readonly kind: 'primaryKey' | 'unique';
  readonly name?: string | undefined;
}): string {
  if (kind === 'primaryKey') return 'the primary key';
  return name === undefined ? 'the UNIQUE constraint' : `the constraint ${name}`;
}

/** Both hold the same rows in the same manner. */
function isAlike(index: CreateIndex, other: CreateIndex): boolean {
  return (
    (index.method ?? 'btree').toLowerCase() === (other.method ?? 'btree').toLowerCase() && says(index) === says(other)
  );
}

/** All that an index says beside its keys. */
function says({ where = '', include = [], options = '' }: CreateIndex): string {
  return [where, include.join(), options].join(' ').trim().toLowerCase();
}

function keyText(key: IndexKey): string {
  return 'column' in key ? key.column : key.expression.trim();
}
