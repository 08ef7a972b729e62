import type { ColumnType } from '../../model/column.ts';
import type { Doc } from '../../python/layout.ts';
import { call, keyword, type Style, text, textKeyword } from './style.ts';
import { asWritten } from './written.ts';

/** A type as a SQLAlchemy expression; undefined for a type that SQLAlchemy has no class for. */
export function printType(type: ColumnType, style: Style): Doc | undefined {
  return asWritten(type.written, style.names) ?? fromModel(type, style);
}

function fromModel(type: ColumnType, style: Style): Doc | undefined {
  if (type.dimensions) {
    const element = fromModel({ ...type, dimensions: undefined, written: undefined }, style);
    const dimensions = type.dimensions > 1 ? [`dimensions=${type.dimensions}`] : undefined;
    return element && call(style.names.sa('ARRAY'), [element, dimensions]);
  }
  if (type.enumeration) return enumeration(type, style);
  // The generic classes have no words for these.
  if (type.unsigned || type.charset !== undefined) return undefined;
  const known = classes.get(type.name);
  if (!known || type.arguments.length > (known.arguments?.length ?? 0)) return undefined;
  if (type.collation !== undefined && !known.collates) return undefined;
  const precise = known.precise !== undefined && type.arguments.length > 0;
  const name =
    precise || known.dialect
      ? style.names.postgresql(precise ? known.precise : known.class)
      : style.names.sa(known.class);
  return call(name, [
    ...(known.fixed ?? []).map((each) => [each]),
    ...type.arguments.map((value, order) => [`${known.arguments?.[order]}=${value}`]),
    textKeyword(style, 'collation', type.collation),
  ]);
}

/** A native type is made by a statement of its own, never by the way when its column is. */
function enumeration(type: ColumnType, style: Style): Doc | undefined {
  const { values, native } = type.enumeration ?? { values: [], native: false };
  const labels = values.map((value) => [text(style, value)]);
  if (!native) {
    const length = type.arguments[0];
    return call(style.names.sa('Enum'), [
      ...labels,
      ['native_enum=False'],
      length === undefined ? undefined : [`length=${length}`],
    ]);
  }
  const [name = '', schema] = type.name.split('.').reverse();
  return call(style.names.postgresql('ENUM'), [
    ...labels,
    keyword('name', [text(style, name)]),
    textKeyword(style, 'schema', schema),
    ['create_type=False'],
  ]);
}

interface TypeClass {
  readonly class: string;
  /** It comes from `sqlalchemy.dialects.postgresql`. */
  readonly dialect?: boolean;
  /** Keywords of the arguments, in their order. */
  readonly arguments?: readonly string[];
  readonly fixed?: readonly string[];
  readonly collates?: boolean;
  /** The PostgreSQL class that knows a precision where the generic one does not. */
  readonly precise?: string;
}

const postgresqlOnly = (name: string): TypeClass => ({ class: name, dialect: true });

/** https://docs.sqlalchemy.org/en/20/core/type_basics.html and …/dialects/postgresql.html#postgresql-data-types */
const classes: ReadonlyMap<string, TypeClass> = new Map([
  ['smallint', { class: 'SmallInteger' }],
  ['integer', { class: 'Integer' }],
  ['bigint', { class: 'BigInteger' }],
  ['numeric', { class: 'Numeric', arguments: ['precision', 'scale'] }],
  ['real', { class: 'REAL' }],
  ['double precision', postgresqlOnly('DOUBLE_PRECISION')],
  ['boolean', { class: 'Boolean' }],
  ['varchar', { class: 'String', arguments: ['length'], collates: true }],
  ['char', { class: 'CHAR', arguments: ['length'], collates: true }],
  ['text', { class: 'Text', collates: true }],
  ['bytea', { class: 'LargeBinary' }],
  ['date', { class: 'Date' }],
  ['time', { class: 'Time', arguments: ['precision'], precise: 'TIME' }],
  ['timetz', { class: 'Time', arguments: ['precision'], fixed: ['timezone=True'], precise: 'TIME' }],
  ['timestamp', { class: 'DateTime', arguments: ['precision'], precise: 'TIMESTAMP' }],
  ['timestamptz', { class: 'DateTime', arguments: ['precision'], fixed: ['timezone=True'], precise: 'TIMESTAMP' }],
  ['interval', { class: 'INTERVAL', dialect: true, arguments: ['precision'] }],
  ['json', { class: 'JSON' }],
  ['jsonb', postgresqlOnly('JSONB')],
  ['uuid', postgresqlOnly('UUID')],
  ['inet', postgresqlOnly('INET')],
  ['cidr', postgresqlOnly('CIDR')],
  ['macaddr', postgresqlOnly('MACADDR')],
  ['macaddr8', postgresqlOnly('MACADDR8')],
  ['money', postgresqlOnly('MONEY')],
  ['oid', postgresqlOnly('OID')],
  ['regclass', postgresqlOnly('REGCLASS')],
  ['citext', postgresqlOnly('CITEXT')],
  ['hstore', postgresqlOnly('HSTORE')],
  ['tsvector', postgresqlOnly('TSVECTOR')],
  ['tsquery', postgresqlOnly('TSQUERY')],
  ['int4range', postgresqlOnly('INT4RANGE')],
  ['int8range', postgresqlOnly('INT8RANGE')],
  ['numrange', postgresqlOnly('NUMRANGE')],
  ['daterange', postgresqlOnly('DATERANGE')],
  ['tsrange', postgresqlOnly('TSRANGE')],
  ['tstzrange', postgresqlOnly('TSTZRANGE')],
  ['bit', { class: 'BIT', dialect: true, arguments: ['length'] }],
  ['varbit', { class: 'BIT', dialect: true, arguments: ['length'], fixed: ['varying=True'] }],
]);
