import { plain } from '../../../server/src/engines/postgresql/types.ts';
import type { Column, ColumnType } from '../../../server/src/model/column.ts';
import type { Constraint, ForeignKey } from '../../../server/src/model/constraint.ts';
import { indexNames } from '../../../server/src/model/index-names.ts';
import type { Name } from '../../../server/src/model/name.ts';
import type { View } from '../../../server/src/model/objects.ts';
import type { CreateIndex } from '../../../server/src/model/operation.ts';
import { keyOf, type Schema, schemaKey, type Table } from '../../../server/src/model/schema.ts';
import { constraintNames } from '../../../server/src/model/server-names.ts';
import type { Fact } from './fact.ts';
import { plainSql } from './plain-sql.ts';

/** What the schema at the end of a history says that a database of PostgreSQL is made of, in the words of its catalog. */
export function factsOfSchema(schema: Schema): readonly Fact[] {
  const tables = [...schema.tables.values()].filter(({ name }) => name.name !== 'alembic_version');
  return [
    ...tables.flatMap((table) => factsOfTable(table, schema)),
    ...[...schema.enums].map(([place, labels]) => ({ kind: 'enum', place, value: labels.join(', ') }) as const),
    ...[...schema.domains].map(
      ([place, { type }]) => ({ kind: 'domain', place, value: type && formatType(type) }) as const,
    ),
    ...[...schema.views].map(([place, view]) => ({ kind: 'view', place, value: viewText(view) }) as const),
    ...[...schema.sequences].map(([place, { ownedBy }]) => {
      const value = ownedBy ? `of ${schemaKey(ownedBy.table)}.${ownedBy.column}` : 'by itself';
      return { kind: 'sequence', place, value } as const;
    }),
  ];
}

function factsOfTable(table: Table, schema: Schema): readonly Fact[] {
  const place = schemaKey(table.name);
  const names = indexNames(table);
  const called = constraintNames(table);
  const { comment } = table;
  return [
    { kind: 'table', place, value: table.partitioned ? 'partitioned' : 'table' },
    ...(comment === undefined ? [] : [{ kind: 'comment', place, value: comment } as const]),
    ...[...table.columns.values()].flatMap((column) => factsOfColumn(`${place}.${column.name}`, column)),
    ...table.constraints
      .filter(({ kind }) => kind !== 'notNull')
      .map((each) => ({
        kind: 'constraint' as const,
        place: `${place}.${called[table.constraints.indexOf(each)] ?? '?'}`,
        value: constraintText(each, schema),
      })),
    ...table.indexes.map((each, at) => ({
      kind: 'index' as const,
      place: schemaKey({ ...table.name, name: names[at] ?? '?' }),
      value: indexText(each, table.name, names[at] ?? '?'),
    })),
    ...(table.triggers ?? []).map(({ name, calls }) => ({
      kind: 'trigger' as const,
      place: `${place}.${name}`,
      value: calls && schemaKey(calls),
    })),
  ];
}

function factsOfColumn(place: string, column: Column): readonly Fact[] {
  const { type, nullable, default: value, identity, generated, comment } = column;
  return [
    { kind: 'column', place, value: 'there' },
    { kind: 'type', place, value: type && formatType(type) },
    { kind: 'nullable', place, value: nullable ? 'null' : 'not null' },
    ...(value ? [{ kind: 'default', place, value: defaultText(column) } as const] : []),
    ...(identity ? [{ kind: 'identity', place, value: identity } as const] : []),
    ...(generated ? [{ kind: 'generated', place, value: plainSql(generated.expression) } as const] : []),
    ...(comment === undefined ? [] : [{ kind: 'comment', place, value: comment } as const]),
  ];
}

/** As the server's `format_type` has it; undefined for one whose name only the application knows. */
export function formatType(written: ColumnType): string | undefined {
  const { name, arguments: sizes, dimensions, elsewhere } = plain(written);
  if (elsewhere || name === 'null') return undefined;
  const [long = name, size = sizes] = spelled(name, sizes);
  const [first = '', zone = ''] = long.split(/ (?=with)/);
  const inBrackets = size.length > 0 ? `(${size.join(',')})` : '';
  const whole = `${first}${inBrackets}${zone && ` ${zone}`}`.replaceAll('"', '').replace(/^public\./, '');
  return dimensions === undefined ? whole : `${whole}[]`;
}

function spelled(name: string, sizes: readonly number[]): readonly [string, (readonly number[])?] | [] {
  const [first, second] = sizes;
  switch (name) {
    case 'varchar':
      return ['character varying'];
    case 'varbit':
      return ['bit varying'];
    case 'char':
      return ['character', [first ?? 1]];
    case 'bit':
      return ['bit', [first ?? 1]];
    case 'numeric':
      return first === undefined ? [] : ['numeric', [first, second ?? 0]];
    case 'timestamp':
    case 'time':
      return [`${name} without time zone`];
    case 'timestamptz':
    case 'timetz':
      return [`${name.slice(0, -2)} with time zone`];
    default:
      return [];
  }
}

function defaultText({ default: value, type }: Column): string | undefined {
  if (!value || value.kind === 'unknown') return undefined;
  if (value.kind === 'constant' && /^\s*(now|today|tomorrow|yesterday|current_)/i.test(value.value) && isTime(type))
    return undefined;
  if (type?.name === 'interval' && value.kind === 'constant' && value.value === '0') return '00:00:00';
  const text = plainSql(value.kind === 'constant' ? `'${value.value.replaceAll("'", "''")}'` : value.sql);
  return type?.name === 'boolean' && value.kind === 'constant' ? (truths[text.toLowerCase()] ?? text) : text;
}

/** The moment at which the migration ran, which nobody else knows. */
function isTime(type: ColumnType | undefined): boolean {
  return /^(date|time)/.test(type?.name ?? '');
}

const truths: Readonly<Record<string, string>> = {
  t: 'true',
  '1': 'true',
  yes: 'true',
  on: 'true',
  true: 'true',
  f: 'false',
  '0': 'false',
  no: 'false',
  off: 'false',
  false: 'false',
};

function constraintText(constraint: Constraint, schema: Schema): string | undefined {
  const options = 'options' in constraint ? (constraint.options ?? '') : '';
  const late = 'notValid' in constraint && constraint.notValid ? ' NOT VALID' : '';
  switch (constraint.kind) {
    case 'foreignKey':
      return plainSql(`${foreignKeyText(constraint, schema)}${late}`);
    case 'check':
      if (isUnread(constraint.expression)) return undefined;
      return plainSql(`CHECK (${constraint.expression})${constraint.noInherit ? ' NO INHERIT' : ''}${late}`);
    case 'unique':
    case 'primaryKey':
      return plainSql(keyText(constraint.kind === 'unique' ? 'UNIQUE' : 'PRIMARY KEY', constraint.columns, options));
    case 'exclude':
      return isUnread(constraint.definition) ? undefined : plainSql(`EXCLUDE ${constraint.definition}`);
    case 'notNull':
      return undefined;
  }
}

/** NULLS NOT DISTINCT stands before the columns, the other clauses behind them. */
function keyText(what: string, columns: readonly string[], options: string): string {
  const [nulls = ''] = /NULLS (NOT )?DISTINCT/i.exec(options) ?? [];
  return `${what} ${/NOT/i.test(nulls) ? nulls : ''} (${columns.join(', ')}) ${without(options.replace(nulls, ''))}`;
}

/** What is so anyway is not written. */
function without(options: string): string {
  return options.replace(/NOT DEFERRABLE|INITIALLY IMMEDIATE/gi, '');
}

function foreignKeyText(key: ForeignKey, schema: Schema): string {
  const { columns, references, match, onUpdate, onDelete, deferrable, initially } = key;
  const target = key.referencedColumns.length > 0 ? key.referencedColumns : keyOf(schema, references);
  return [
    `FOREIGN KEY (${columns.join(', ')}) REFERENCES ${nameText(references)}(${target.join(', ')})`,
    match && match !== 'SIMPLE' ? `MATCH ${match}` : '',
    onUpdate && onUpdate !== 'NO ACTION' ? `ON UPDATE ${onUpdate}` : '',
    onDelete && onDelete !== 'NO ACTION' ? `ON DELETE ${onDelete}` : '',
    deferrable || initially === 'DEFERRED' ? 'DEFERRABLE' : '',
    initially === 'DEFERRED' ? 'INITIALLY DEFERRED' : '',
  ].join(' ');
}

function indexText(index: CreateIndex, table: Name, name: string): string | undefined {
  const { unique, method = 'btree', keys, include = [], options = '', where } = index;
  const written = keys.map((key) => ('column' in key ? key.column : key.expression));
  if ([...written, where ?? ''].some(isUnread)) return undefined;
  const only = index.only ? ' ONLY' : '';
  const parts = [
    `CREATE ${unique ? 'UNIQUE ' : ''}INDEX ${name} ON${only} ${nameText(table)} USING ${method} (${written.join(', ')})`,
    include.length > 0 ? `INCLUDE (${include.join(', ')})` : '',
    options.replace(/NULLS DISTINCT|TABLESPACE \w+/i, ''),
    where === undefined ? '' : `WHERE ${where}`,
  ];
  return plainSql(parts.join(' '));
}

function nameText(name: Name): string {
  return schemaKey(name);
}

/** The readers put what they cannot say into braces. */
function isUnread(text: string): boolean {
  return /^\{.*\}$|\{…\}/s.test(text);
}

function viewText({ materialized, reads }: View): string | undefined {
  if (reads.some(({ columns }) => !columns)) return undefined;
  const columns = reads.flatMap(({ relation, columns = [] }) =>
    columns.map((each) => `${schemaKey(relation)}.${each}`),
  );
  return `${materialized ? 'materialized view' : 'view'} of ${columns.length > 0 ? columns.toSorted().join(', ') : 'nothing'}`;
}
