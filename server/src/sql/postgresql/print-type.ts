import type { ColumnType } from '../../model/column.ts';
import { identifier } from './identifier.ts';

/** A type as SQLAlchemy renders it for PostgreSQL: `VARCHAR(20)`, `TIMESTAMP WITH TIME ZONE`, `INTEGER[]`, `mood`. */
export function printType(type: ColumnType): string {
  const dimensions = '[]'.repeat(type.dimensions ?? 0);
  const collation = type.collation === undefined ? '' : ` COLLATE "${type.collation.replaceAll('"', '""')}"`;
  return scalar(type) + dimensions + collation;
}

/** What a column that the database numbers itself is declared as; undefined for a type that has no serial form. */
export function serialOf(type: ColumnType): string | undefined {
  return serials.get(type.name);
}

const serials: ReadonlyMap<string, string> = new Map([
  ['smallint', 'SMALLSERIAL'],
  ['integer', 'SERIAL'],
  ['bigint', 'BIGSERIAL'],
]);

function scalar(type: ColumnType): string {
  const { name } = type;
  if (type.enumeration?.native === false) return plain('VARCHAR', type.arguments);
  if (type.enumeration?.native === true) return dotted(name);
  const words = withZone.get(name);
  if (words) return plain(words.type, type.arguments) + words.zone;
  if (name === 'interval') return type.arguments.length > 0 ? `INTERVAL (${type.arguments.join(', ')})` : 'INTERVAL';
  const interval = /^interval ([a-z ]+)$/.exec(name);
  if (interval) return [name.toUpperCase(), ...type.arguments.map((each) => `(${each})`)].join(' ');
  if (name === 'varbit') return plain('BIT VARYING', type.arguments);
  if (known.has(name)) return plain(name.toUpperCase(), type.arguments);
  return plain(/[("]/.test(name) ? name : dotted(name), type.arguments);
}

function plain(name: string, values: readonly number[]): string {
  return values.length === 0 ? name : `${name}(${values.join(', ')})`;
}

function dotted(name: string): string {
  return name.split('.').map(identifier).join('.');
}

/** The zone comes after the precision: `TIMESTAMP(3) WITH TIME ZONE`. */
const withZone: ReadonlyMap<string, { readonly type: string; readonly zone: string }> = new Map([
  ['timestamp', { type: 'TIMESTAMP', zone: ' WITHOUT TIME ZONE' }],
  ['timestamptz', { type: 'TIMESTAMP', zone: ' WITH TIME ZONE' }],
  ['time', { type: 'TIME', zone: ' WITHOUT TIME ZONE' }],
  ['timetz', { type: 'TIME', zone: ' WITH TIME ZONE' }],
]);

/** Types that PostgreSQL or a well-known extension brings; any other name is the user's own and keeps its case. */
const known: ReadonlySet<string> = new Set(
  (
    'smallint integer bigint numeric decimal float real money oid boolean char varchar text name bytea date json jsonb ' +
    'uuid xml inet cidr macaddr macaddr8 bit tsvector tsquery point line lseg box path polygon circle int4range ' +
    'int8range numrange tsrange tstzrange daterange int4multirange int8multirange nummultirange tsmultirange ' +
    'tstzmultirange datemultirange regclass regtype regproc regconfig pg_lsn jsonpath hstore citext ltree'
  )
    .split(' ')
    .concat('double precision'),
);
