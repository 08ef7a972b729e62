import type { Column, ColumnType } from '../../model/column.ts';
import type { Schema } from '../../model/schema.ts';
import type { Drawback, KeyTypes, Traits } from '../../model/traits.ts';
import { constraintName } from './constraint-name.ts';
import { baseOf } from './domains.ts';
import { cannotCompare } from './key-types.ts';
import { plain, sameType } from './types.ts';

export const traits: Traits = {
  // https://www.postgresql.org/docs/current/sql-syntax-lexical.html#SQL-SYNTAX-IDENTIFIERS
  longestName: { length: 63, unit: 'bytes', longer: 'cut' },
  mindsCapitals: true,
  // https://www.postgresql.org/docs/current/ddl-constraints.html#DDL-CONSTRAINTS-FK
  indexesForeignKeys: false,
  looksForTargets: true,
  namesIndexesByTable: false,
  keepsRestOfIndex: false,
  numbersRows: false,
  keepsEnumTypes: true,
  // https://www.postgresql.org/docs/current/sql-createview.html#SQL-CREATEVIEW-UPDATABLE-VIEWS
  writesThroughViews: true,
  // https://www.postgresql.org/docs/current/trigger-definition.html
  writesBothWays: true,
  // https://www.postgresql.org/docs/current/functions-string.html
  concatenatesNulls: true,
  constraintName,
  drawbackOf,
  keyTypes,
};

/** What the manual's pages on the types say of them: https://www.postgresql.org/docs/current/datatype.html */
function drawbackOf({ type, identity }: Column): Drawback | undefined {
  if (identity === 'serial') return serial;
  if (!type || type.elsewhere) return undefined;
  const { name, arguments: sizes } = plain(type);
  // Moments stay moments in an array; the rest is about the value of a whole column.
  if (type.dimensions !== undefined && name !== 'timestamp') return undefined;
  // Of one sign, nothing is padded.
  return name === 'char' && (sizes[0] ?? 1) === 1 ? undefined : drawbacks.get(name);
}

const serial: Drawback = {
  what: 'serial',
  why: 'makes a sequence whose rights and owner are apart from the table’s',
  better: 'an identity column has its own',
  onlyFor: 'written',
};

const float: Drawback = {
  what: 'floating point number',
  why: 'keeps the nearest binary fraction, so that sums of amounts are off',
  better: 'numeric keeps every digit',
  onlyFor: 'money',
};

const drawbacks: ReadonlyMap<string, Drawback> = new Map([
  [
    'json',
    {
      what: 'json',
      why: 'is kept as text, which is read anew at each use, and has no equality and no index of its keys',
      better: 'jsonb has them',
    },
  ],
  [
    'money',
    {
      what: 'money',
      why: 'takes its currency and its decimals from lc_monetary, which a restore may set otherwise',
      better: 'numeric depends on nothing',
    },
  ],
  [
    'char',
    {
      what: 'char(n)',
      why: 'pads every value with blanks, which most operations leave out again',
      better: 'text and varchar keep what they are given',
    },
  ],
  [
    'timestamp',
    {
      what: 'timestamp without time zone',
      why: 'does not say which moment it means',
      better: 'timestamptz does',
    },
  ],
  ['real', float],
  ['double precision', float],
]);

/** As measured: whole numbers compare across their sizes by an index, numeric and float are reached by a conversion. */
function keyTypes(from: ColumnType, to: ColumnType, schema: Schema): KeyTypes | undefined {
  if (from.elsewhere || to.elsewhere) return undefined;
  const [own, target] = [baseOf(from, schema), baseOf(to, schema)];
  if (!own || !target) return undefined;
  if (cannotCompare(own, target, schema)) return 'refused';
  const [one, other] = [plain(own), plain(target)];
  if (sameType(one, other) || one.name === other.name) return 'alike';
  const [small, large] = [wholes.indexOf(one.name), wholes.indexOf(other.name)];
  if (small >= 0 && large >= 0) return small < large ? 'narrower' : 'wider';
  const bothStrings = strings.has(one.name) && strings.has(other.name);
  if (bothStrings && !(one.name === 'char' || other.name === 'char')) return 'alike';
  const known = (type: ColumnType) => strings.has(type.name) || numbered.has(type.name) || moments.has(type.name);
  return known(one) && known(other) ? 'converted' : undefined;
}

const wholes = ['smallint', 'integer', 'bigint'];
const strings = new Set(['text', 'varchar', 'char']);
const numbered = new Set([...wholes, 'numeric', 'real', 'double precision']);
const moments = new Set(['date', 'timestamp', 'timestamptz']);
