import type { ColumnType, Default } from '../server/src/model/column.ts';
import type { Step } from '../server/src/model/migration.ts';
import type { Name } from '../server/src/model/name.ts';
import type { Operation } from '../server/src/model/operation.ts';

/** `addColumn users.a integer not null [op.add_column]`. */
export function shownStep(step: Step, text: string): string {
  const marks = [
    step.transaction === 'autocommit' ? 'autocommit' : '',
    step.conditional ? 'conditional' : '',
    step.repeated ? 'repeated' : '',
  ].filter((mark) => mark !== '');
  const behind = marks.length > 0 ? ` (${marks.join(', ')})` : '';
  return `${shownOperation(step.operation)}${behind} [${text.slice(step.head.start, step.head.end)}]`;
}

/** The kind, the names, and every other field that says something, in the order of the model. */
function shownOperation(operation: Operation): string {
  const { kind, ...fields } = operation;
  return [kind, ...Object.entries(fields).flatMap(([key, value]) => shownField(key, value))].join(' ');
}

function shownField(key: string, value: unknown): string[] {
  if (value === undefined || value === false || (Array.isArray(value) && value.length === 0)) return [];
  if (value === true) return [key];
  if (typeof value === 'string') return [key === 'column' ? value : `${key}=${value}`];
  return [key === 'table' || key === 'column' ? shown(value) : `${key}=${shown(value)}`];
}

function shown(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(shown).join('; ')}]`;
  if (typeof value !== 'object' || value === null) return String(value);
  if (isType(value)) return shownType(value);
  if (isDefault(value))
    return value.kind === 'constant' ? `'${value.value}'` : 'sql' in value ? value.sql : `?${value.written}`;
  if (isName(value)) return value.schema === undefined ? value.name : `${value.schema}.${value.name}`;
  const entries = Object.entries(value).filter(
    ([, each]) => each !== undefined && each !== false && !(Array.isArray(each) && each.length === 0),
  );
  return entries.map(([key, each]) => shownEntry(key, each)).join(' ');
}

function shownEntry(key: string, value: unknown): string {
  if (key === 'nullable') return 'null';
  if (key === 'kind' || key === 'name' || key === 'type') return shown(value);
  return value === true ? key : `${key}=${shown(value)}`;
}

function shownType(type: ColumnType): string {
  const size = type.arguments.length > 0 ? `(${type.arguments.join(',')})` : '';
  const array = '[]'.repeat(type.dimensions ?? 0);
  const labels = type.enumeration
    ? `{${type.enumeration.values.join(',')}${type.enumeration.native ? '' : ' not native'}}`
    : '';
  return `${type.name}${size}${array}${labels}${type.collation ? ` collate ${type.collation}` : ''}`;
}

function isType(value: object): value is ColumnType {
  return 'arguments' in value;
}

function isDefault(value: object): value is Default {
  return 'kind' in value && (value.kind === 'constant' || value.kind === 'expression' || value.kind === 'unknown');
}

function isName(value: object): value is Name {
  return 'name' in value && Object.keys(value).every((key) => key === 'name' || key === 'schema');
}
