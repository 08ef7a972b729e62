import type { ColumnType } from './column.ts';
import { type ConstraintKind, constraintColumns } from './constraint.ts';
import type { Difference, Otherwise, Thing } from './difference.ts';
import { columnText, relationText } from './name.ts';

/** A clause that says what is otherwise behind the way back. */
export function differenceText(each: Difference): string {
  switch (each.kind) {
    case 'left':
      return `${thingText(each.thing)} is still there`;
    case 'missing':
      return `${thingText(each.thing)} does not come back`;
    case 'renamed':
      return renamedText(each);
    case 'changed':
      return changeText(each);
    case 'otherwise':
      return `${thingText(each.thing)} ${otherwiseText[each.how]}`;
    case 'labels':
      return `the type ${relationText(each.name)} has other labels than it had`;
  }
}

function renamedText({ what, table, from, to }: Extract<Difference, { readonly kind: 'renamed' }>): string {
  if (what === 'table') return `${relationText(table)} is still called ${to}`;
  if (what === 'column') return `${columnText(table, from)} is still called ${to}`;
  return `the ${what} ${from} of ${relationText(table)} is called ${to}`;
}

const otherwiseText: Readonly<Record<Otherwise, string>> = {
  unique: 'is unique and was not',
  'not unique': 'was unique and is not',
  columns: 'is over other columns than it was',
  condition: 'has another condition than it had',
  method: 'is of another kind than it was',
  target: 'points at another table than it did',
  'on delete': 'has another ON DELETE than it had',
  'on update': 'has another ON UPDATE than it had',
  deferrable: 'is not deferred as it was',
  text: 'does not have its former text',
};

function thingText(thing: Thing): string {
  switch (thing.kind) {
    case 'table':
      return `the table ${relationText(thing.table.name)}`;
    case 'column':
      return columnText(thing.table, thing.column.name);
    case 'index':
      return `the index ${thing.name} on ${relationText(thing.table)}`;
    case 'constraint': {
      const { kind, name } = thing.constraint;
      const on = [relationText(thing.table), constraintColumns(thing.constraint).join(', ')].filter(Boolean).join('.');
      return name === undefined
        ? `the ${words[kind]} on ${on}`
        : `the ${words[kind]} ${name} of ${relationText(thing.table)}`;
    }
    case 'trigger':
      return `the trigger ${thing.name} of ${relationText(thing.table)}`;
    case 'view':
      return `the ${thing.materialized ? 'materialized view' : 'view'} ${relationText(thing.name)}`;
    case 'sequence':
    case 'enum':
      return `the ${thing.kind === 'enum' ? 'type' : 'sequence'} ${relationText(thing.name)}`;
    case 'object':
      return `the ${thing.word} ${relationText(thing.name)}`;
  }
}

const words: Readonly<Record<ConstraintKind, string>> = {
  foreignKey: 'foreign key',
  check: 'CHECK',
  unique: 'UNIQUE constraint',
  primaryKey: 'primary key',
  exclude: 'EXCLUDE constraint',
  notNull: 'NOT NULL constraint',
};

function changeText({ table, facet, was, is }: Extract<Difference, { readonly kind: 'changed' }>): string {
  const column = columnText(table, was.name);
  if (facet === 'nullable')
    return is.nullable ? `${column} still allows NULL` : `${column} does not allow NULL as it did`;
  if (facet === 'default' && was.default && is.default) return `${column} has another default than it had`;
  if (facet === 'default') return is.default ? `${column} still has its new default` : `${column} has lost its default`;
  const [now, before] = [is.type, was.type].map((type) => type && typeText(type));
  if (now === undefined) return `${column} still has its new type`;
  return before === undefined ? `${column} is still ${now}` : `${column} is ${now} and was ${before}`;
}

function typeText({ name, arguments: size, dimensions = 0 }: ColumnType): string {
  return `${name}${size.length > 0 ? `(${size.join(', ')})` : ''}${'[]'.repeat(dimensions)}`;
}
