import type { ColumnType } from '../../model/column.ts';
import type { Schema } from '../../model/schema.ts';
import type { Drawback, KeyTypes, Traits } from '../../model/traits.ts';
import { baseOf } from './domains.ts';
import { cannotCompare } from './key-types.ts';
import { plain, sameType } from './types.ts';

export const traits: Traits = {
  // https://www.postgresql.org/docs/current/sql-syntax-lexical.html#SQL-SYNTAX-IDENTIFIERS
  longestName: { length: 63, unit: 'bytes', longer: 'cut' },
  mindsCapitals: true,
  // https://www.postgresql.org/docs/current/ddl-constraints.html#DDL-CONSTRAINTS-FK
  indexesForeignKeys: false,
  keepsRestOfIndex: false,
  numbersRows: false,
  keepsEnumTypes: true,
  drawbackOf: (type) => (type.dimensions === undefined ? drawbacks.get(plain(type).name) : undefined),
  keyTypes,
};

/** https://wiki.postgresql.org/wiki/Don%27t_Do_This */
const drawbacks: ReadonlyMap<string, Drawback> = new Map([
  [
    'json',
    { why: 'is kept as text and read anew at each use, has no equality and no index of its keys', better: 'jsonb' },
  ],
  ['money', { why: 'takes its currency and its decimals from the server’s lc_monetary', better: 'numeric' }],
  ['char', { why: 'pads every value with blanks that comparisons leave out', better: 'text or varchar' }],
  [
    'timestamp',
    { why: 'has no time zone, so that what moment a value means is up to whoever reads it', better: 'timestamptz' },
  ],
]);

/** As measured: whole numbers compare across their sizes by an index, numeric and float are reached by a conversion. */
function keyTypes(from: ColumnType, to: ColumnType, schema: Schema): KeyTypes | undefined {
  const [own, target] = [baseOf(from, schema), baseOf(to, schema)];
  if (!own || !target) return undefined;
  if (cannotCompare(own, target, schema)) return 'refused';
  const [one, other] = [plain(own), plain(target)];
  if (sameType(one, other) || (one.name === other.name && !numbered.has(one.name))) return 'alike';
  const bothStrings = strings.has(one.name) && strings.has(other.name);
  if (bothStrings && !(one.name === 'char' || other.name === 'char')) return 'alike';
  const known = (type: ColumnType) => strings.has(type.name) || numbered.has(type.name) || moments.has(type.name);
  return known(one) && known(other) ? 'converted' : undefined;
}

const strings = new Set(['text', 'varchar', 'char']);
const numbered = new Set(['smallint', 'integer', 'bigint', 'numeric', 'real', 'double precision']);
const moments = new Set(['date', 'timestamp', 'timestamptz']);
