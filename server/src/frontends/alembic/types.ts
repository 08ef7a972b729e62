import type { ColumnType } from '../../model/column.ts';
import { type EngineName, familyOf } from '../../model/engine.ts';
import { type Call, type ClassValue, itemsOf, type Value } from '../../python/values.ts';
import { argument, knownText, type Written } from './arguments.ts';

/** An SQLAlchemy type, given as a class or called. `written` is the author's text. */
export function typeOf(value: Value, engine: EngineName, written: Written): ColumnType | undefined {
  const type = read(value, engine, 0);
  return type && { ...type, written: written(value), ...(isElsewhere(value) && { elsewhere: true }) };
}

/** Of SQLAlchemy and of packages whose types of a name are what SQLAlchemy calls so. */
function isElsewhere(value: Value): boolean {
  if (value.kind !== 'call' && value.kind !== 'reference') return false;
  return (
    value.path.includes('.') &&
    !/^(sqlalchemy|sqlmodel|sqlalchemy_utils|flask_sqlalchemy|alembic|geoalchemy2)\b/.test(value.path)
  );
}

/** An enumerated type that the database keeps under a name: PostgreSQL's only. */
export interface NamedEnum {
  readonly name: string;
  readonly schema?: string | undefined;
  readonly values: readonly string[];
  /** `create_type=False` of PostgreSQL's own ENUM: the type is not made with the table. */
  readonly made: boolean;
}

/** The native enumeration inside a type, also as an array's member. */
export function enumOf(value: Value | undefined, engine: EngineName): NamedEnum | undefined {
  const type = value?.kind === 'call' ? variant(value, engine) : undefined;
  if (type?.kind !== 'call') return undefined;
  if (type.name === 'ARRAY') return enumOf(argument(type, 0, 'item_type'), engine);
  if (!isEnum(type) || familyOf(engine) !== 'postgresql' || isFalse(type.keywords.get('native_enum'))) return undefined;
  const name = enumName(type);
  if (name === undefined) return undefined;
  const made = !(type.name === 'ENUM' && isFalse(type.keywords.get('create_type')));
  return { name, schema: knownText(type.keywords.get('schema')), values: labels(type), made };
}

/** The labels of an enumeration that SQLAlchemy guards by a CHECK: https://docs.sqlalchemy.org/en/20/core/type_basics.html#sqlalchemy.types.Enum */
export function constrainedLabels(type: Value): readonly string[] | undefined {
  if (type.kind !== 'call' || !isEnum(type) || !isFalse(type.keywords.get('native_enum'))) return undefined;
  const constraint = type.keywords.get('create_constraint');
  return constraint?.kind === 'truth' && constraint.value ? labels(type) : undefined;
}

/** Chooses among `type.with_variant(other, "postgresql", …)`. */
function variant(value: Value, engine: EngineName): Value {
  if (value.kind !== 'call' || value.name !== 'with_variant' || !value.of) return value;
  const dialects = value.positional.slice(1).map(knownText);
  const chosen = dialects.some((dialect) => dialect === engine || (dialect === 'mysql' && engine === 'mariadb'));
  return variant(chosen ? (value.positional[0] ?? value.of) : value.of, engine);
}

function isEnum(type: Call): boolean {
  return type.name === 'Enum' || type.name === 'ENUM';
}

function isFalse(value: Value | undefined): boolean {
  return value?.kind === 'truth' && !value.value;
}

function enumName(type: Call): string | undefined {
  const name = knownText(type.keywords.get('name'));
  const first = type.positional[0];
  if (name !== undefined) return name;
  return first?.kind === 'class' || first?.kind === 'reference' ? first.name.toLowerCase() : undefined;
}

/** The type's name as SQL has it. */
function typeName(type: Call): string | undefined {
  const name = enumName(type);
  const parts = [knownText(type.keywords.get('schema')), name].filter((part) => part !== undefined);
  if (name === undefined) return undefined;
  return parts.map((part) => (/^[a-z_][a-z0-9_$]*$/.test(part) ? part : `"${part.replace(/"/g, '""')}"`)).join('.');
}

/** The labels: the given texts, or the names of the members of a Python enumeration. */
function labels(type: Call): readonly string[] {
  const [first] = type.positional;
  if (first?.kind === 'class') return [...first.members.keys()].filter((name) => !name.startsWith('_'));
  const given = type.positional.flatMap((each) => (each.kind === 'text' ? [each] : (itemsOf(each) ?? [])));
  return given.flatMap((each) => knownText(each) ?? []);
}

function read(value: Value, engine: EngineName, depth: number): ColumnType | undefined {
  const type = variant(value, engine);
  if (depth > 4) return undefined;
  if (type.kind === 'class') return ofClass(type, engine, depth);
  if (type.kind === 'reference' && !type.path.includes('.')) return undefined;
  if (type.kind === 'reference') return named(type.name, undefined, engine);
  if (type.kind !== 'call') return undefined;
  if (type.of?.kind === 'class') return ofClass(type.of, engine, depth);
  if (type.name === 'ARRAY') return array(type, engine, depth);
  if (isEnum(type)) return enumeration(type, engine);
  if (type.name === 'DOMAIN') return { name: knownText(type.positional[0]) ?? 'domain', arguments: [] };
  if (['EncryptedType', 'StringEncryptedType', 'MutableType', 'Variant'].includes(type.name))
    return { name: type.name.toLowerCase(), arguments: [] };
  if (type.name === 'as_mutable' && type.positional[0]) return read(type.positional[0], engine, depth + 1);
  return named(type.name, type, engine);
}

/** A type made in this file: `class JSONB(TypeDecorator): impl = sa.JSON`. */
function ofClass(type: ClassValue, engine: EngineName, depth: number): ColumnType {
  const impl = type.members.get('impl');
  const base = impl ? read(impl, engine, depth + 1) : undefined;
  return base ?? { name: type.name.toLowerCase(), arguments: [] };
}

function array(type: Call, engine: EngineName, depth: number): ColumnType | undefined {
  const item = argument(type, 0, 'item_type');
  const member = item && read(item, engine, depth + 1);
  const dimensions = type.keywords.get('dimensions');
  return member && { ...member, dimensions: dimensions?.kind === 'number' ? dimensions.value : 1 };
}

function enumeration(type: Call, engine: EngineName): ColumnType {
  const values = labels(type);
  const native = familyOf(engine) !== 'sqlite' && !isFalse(type.keywords.get('native_enum'));
  const length = type.keywords.get('length');
  const longest = Math.max(length?.kind === 'number' ? length.value : 0, ...values.map((value) => value.length));
  if (!native) return { name: 'varchar', arguments: longest > 0 ? [longest] : [], enumeration: { values, native } };
  return {
    name: (familyOf(engine) === 'postgresql' ? typeName(type) : undefined) ?? 'enum',
    arguments: [],
    enumeration: { values, native, ...(isFalse(type.keywords.get('create_type')) && { there: true }) },
  };
}

/** https://docs.sqlalchemy.org/en/20/core/type_basics.html and the pages of the dialects. */
const names: ReadonlyMap<string, string> = new Map(
  Object.entries({
    biginteger: 'bigint',
    smallinteger: 'smallint',
    int: 'integer',
    string: 'varchar',
    unicode: 'varchar',
    nvarchar: 'varchar',
    autostring: 'varchar',
    emailtype: 'varchar',
    unicodetext: 'text',
    clob: 'text',
    nchar: 'char',
    decimal: 'numeric',
    float: 'double precision',
    double: 'double precision',
    double_precision: 'double precision',
    float4: 'real',
    float8: 'double precision',
    bool: 'boolean',
    int2: 'smallint',
    int4: 'integer',
    int8: 'bigint',
    jsontype: 'json',
    ltreetype: 'ltree',
    tsvectortype: 'tsvector',
    ipaddresstype: 'varchar',
    regconfig: 'regconfig',
    nulltype: 'null',
  }),
);

/** Types of which each engine has its own. */
const byEngine: ReadonlyMap<string, readonly [postgresql: string, other: string]> = new Map(
  Object.entries({
    largebinary: ['bytea', 'blob'],
    pickletype: ['bytea', 'blob'],
    binary: ['bytea', 'binary'],
    uuid: ['uuid', 'char'],
    interval: ['interval', 'datetime'],
    datetime: ['timestamp', 'datetime'],
  }),
);

function named(name: string, call: Call | undefined, engine: EngineName): ColumnType {
  const lower = name.toLowerCase();
  if (lower === 'datetime' || lower === 'timestamp') return timestamp(name, call, engine);
  if (lower === 'time') return { name: zoned(call) ? 'timetz' : 'time', arguments: precisionOf(call) };
  if (lower === 'bit') return bits(call);
  if (lower === 'float' || lower.startsWith('double')) return floating(call, lower, engine);
  if (lower === 'uuid' && (familyOf(engine) !== 'postgresql' || isFalse(call?.keywords.get('native_uuid'))))
    return { name: 'char', arguments: [32] };
  if (lower === 'uuidtype' || lower === 'guid') return uuidElsewhere(lower, call, engine);
  const own = byEngine.get(lower);
  const known = own ? own[familyOf(engine) === 'postgresql' ? 0 : 1] : (names.get(lower) ?? lower);
  const ofServer = familyOf(engine) === 'mysql' ? serverWords(call) : {};
  const unread = hasUnreadSize(known, call) ? ({ elsewhere: true } as const) : {};
  return { name: known, arguments: sizes(known, call), ...collationOf(call), ...ofServer, ...unread };
}

/** https://docs.sqlalchemy.org/en/20/dialects/mysql.html#mysql-data-types */
function serverWords(call: Call | undefined): Pick<ColumnType, 'unsigned' | 'charset'> {
  const isTrue = (value: Value | undefined) => value?.kind === 'truth' && value.value;
  const charset = call && knownText(call.keywords.get('charset'));
  const unsigned = isTrue(call?.keywords.get('unsigned')) || isTrue(call?.keywords.get('zerofill'));
  return { ...(unsigned && { unsigned }), ...(charset !== undefined && { charset: charset.toLowerCase() }) };
}

function timestamp(name: string, call: Call | undefined, engine: EngineName): ColumnType {
  const size = precisionOf(call);
  if (familyOf(engine) === 'postgresql')
    return { name: name === 'DATETIME' ? 'datetime' : zoned(call) ? 'timestamptz' : 'timestamp', arguments: size };
  return { name: name === 'TIMESTAMP' ? 'timestamp' : 'datetime', arguments: size };
}

/** Types that packages made before SQLAlchemy had one: https://sqlalchemy-utils.readthedocs.io/en/latest/data_types.html#module-sqlalchemy_utils.types.uuid */
function uuidElsewhere(name: string, call: Call | undefined, engine: EngineName): ColumnType {
  const { positional: [binary, native] = [], keywords } = call ?? {};
  if (familyOf(engine) === 'postgresql' && !isFalse(keywords?.get('native') ?? native))
    return { name: 'uuid', arguments: [] };
  const inWords = name === 'guid' || isFalse(keywords?.get('binary') ?? binary);
  return inWords ? { name: 'char', arguments: [32] } : { name: 'binary', arguments: [16] };
}

function zoned(call: Call | undefined): boolean {
  const value = call && argument(call, 0, 'timezone');
  return value?.kind === 'truth' && value.value;
}

function bits(call: Call | undefined): ColumnType {
  const varying = call && argument(call, 1, 'varying');
  const length = call && argument(call, 0, 'length');
  const size = length?.kind === 'number' ? [length.value] : [];
  return varying?.kind === 'truth' && varying.value
    ? { name: 'varbit', arguments: size }
    : { name: 'bit', arguments: size };
}

/** PostgreSQL's FLOAT(1) to FLOAT(24) are `real`: https://www.postgresql.org/docs/current/datatype-numeric.html#DATATYPE-FLOAT */
function floating(call: Call | undefined, name: string, engine: EngineName): ColumnType {
  const precision = call && argument(call, 0, 'precision');
  if (familyOf(engine) === 'postgresql') {
    const small = name === 'float' && precision?.kind === 'number' && precision.value <= 24;
    return { name: small ? 'real' : 'double precision', arguments: [] };
  }
  return {
    name: name === 'float' ? 'float' : 'double precision',
    arguments: precision?.kind === 'number' ? [precision.value] : [],
  };
}

const sized: ReadonlyMap<string, readonly string[]> = new Map(
  Object.entries({
    varchar: ['length'],
    char: ['length'],
    binary: ['length'],
    varbinary: ['length'],
    numeric: ['precision', 'scale'],
    vector: ['dim'],
    halfvec: ['dim'],
    text: ['length'],
  }),
);

/** Types of which no engine takes a size, whatever SQLAlchemy is given. */
const unsized = new Set(['bytea', 'blob', 'real']);

function sizes(name: string, call: Call | undefined): readonly number[] {
  const keys = sized.get(name);
  if (keys) return numbers(call, keys, true);
  return unsized.has(name) ? [] : numbers(call, ['length', 'precision', 'display_width']);
}

/** A length that another module has is one all the same. */
function hasUnreadSize(name: string, call: Call | undefined): boolean {
  const keys = sized.get(name);
  return (keys ?? []).some((key, index) => {
    const value = call && argument(call, index, key);
    return value !== undefined && !['number', 'none', 'text'].includes(value.kind);
  });
}

/** The second argument of the types of time. */
function precisionOf(call: Call | undefined): readonly number[] {
  const value = call && (argument(call, 1, 'precision') ?? call.keywords.get('fsp'));
  return value?.kind === 'number' ? [value.value] : [];
}

/** The numbers among the arguments: by name, and by position where `positional`. */
function numbers(call: Call | undefined, keys: readonly string[], positional = false): readonly number[] {
  if (!call) return [];
  const found: number[] = [];
  for (const [index, key] of keys.entries()) {
    const value = argument(call, positional ? index : undefined, key);
    if (value?.kind === 'number') found.push(value.value);
  }
  return found;
}

function collationOf(call: Call | undefined): { collation?: string } {
  const collation = call && knownText(call.keywords.get('collation'));
  return collation === undefined ? {} : { collation };
}
