import type { Name } from './name.ts';
import { type IndexKey, isRebuildable, type Operation } from './operation.ts';
import type { AnalyzedStep } from './rule.ts';
import { isSame, type Table } from './schema.ts';

/** Something of a table that is not there any more once Alembic has made it anew. */
export interface Lost {
  /** "the trigger audit_users" */
  readonly what: string;
  /** It belongs to the table's own definition, which the author may hand to the tool. */
  readonly defined: boolean;
  /** What makes it again, where that can be said: a statement of the author's, or an operation. */
  readonly again?: { readonly operation: Operation; readonly sql?: string | undefined } | undefined;
  /** The columns it is written on, or the text that names them. */
  readonly names: string;
}

/**
 * Batch mode copies what SQLAlchemy finds in the database: no trigger, no index over an expression, no CHECK without a name, no
 * collation, no AUTOINCREMENT, and indexes without their order. Measured with Alembic 1.20 and SQLAlchemy 2.1.
 * https://alembic.sqlalchemy.org/en/latest/batch.html#including-check-constraints
 */
export function lostByCopy({ name, columns, constraints, indexes, triggers = [] }: Table): readonly Lost[] {
  const checks = constraints.flatMap((each): readonly Lost[] => {
    if (each.kind !== 'check' || each.name !== undefined) return [];
    const what = `CHECK (${each.expression}), which has no name`;
    return [
      {
        what,
        defined: true,
        names: each.expression,
        again: { operation: { kind: 'addConstraint', table: name, constraint: each } },
      },
    ];
  });
  const unindexed = indexes.flatMap((index): readonly Lost[] => {
    const expressions = index.keys.flatMap((key) => ('column' in key ? [] : [key.expression]));
    const names = expressions.join(' ');
    const called = `the index ${index.name ?? 'without a name'}`;
    const again = { operation: { ...index, rebuild: undefined } };
    if (expressions.some((each) => !isColumn(each)))
      return [{ what: `${called} over an expression`, defined: false, names, again }];
    return isOrderKept(index.keys.map(textOf))
      ? []
      : [{ what: `the ${names.match(/\scollate\s/i) ? 'collation' : 'order'} of ${called}`, defined: false, names }];
  });
  const own = [...columns.values()].flatMap((column): readonly Lost[] => [
    ...(column.type?.collation === undefined ? [] : [part(`the collation of ${column.name}`, column.name)]),
    ...(column.identity === 'auto increment' ? [part(`AUTOINCREMENT of ${column.name}`, column.name)] : []),
  ]);
  const fired = triggers.map((trigger): Lost => {
    const operation: Operation = { kind: 'other', statement: 'CREATE TRIGGER', relations: [name], trigger };
    const again = trigger.written === undefined ? undefined : { operation, sql: trigger.written };
    return { what: `the trigger ${trigger.name}`, defined: false, names: trigger.columns.join(' '), again };
  });
  return [...checks, ...unindexed, ...own, ...fired];
}

/** Whether the step makes the table anew, and the database takes it. */
export function isCopyOf({ operation, effects }: AnalyzedStep, table: Name): boolean {
  if (!isRebuildable(operation) || effects.refused !== undefined || !isSame(operation.table, table)) return false;
  return operation.rebuild === 'copy' || operation.rebuild === 'alone';
}

/** The table without all that. */
export function copiedTable(table: Table): Partial<Table> {
  const { columns, constraints, indexes } = table;
  return {
    constraints: constraints.filter((each) => each.kind !== 'check' || each.name !== undefined),
    indexes: indexes.flatMap((index) =>
      index.keys.some((key) => !('column' in key) && !isColumn(key.expression))
        ? []
        : [{ ...index, keys: index.keys.map((key) => ('column' in key ? key : { column: columnIn(key.expression) })) }],
    ),
    columns: new Map(
      [...columns].map(([name, { type, identity, ...rest }]) => [
        name,
        {
          ...rest,
          ...(type && { type: type.collation === undefined ? type : { ...type, collation: undefined } }),
          ...(identity && identity !== 'auto increment' && { identity }),
        },
      ]),
    ),
    triggers: undefined,
  };
}

function part(what: string, names: string): Lost {
  return { what, defined: true, names };
}

function textOf(key: IndexKey): string {
  return 'column' in key ? key.column : key.expression;
}

/** One that goes down in all its columns is read backwards; a collation is another order. */
function isOrderKept(keys: readonly string[]): boolean {
  const down = keys.filter((each) => /\sdesc$/i.test(each)).length;
  return !keys.some((each) => /\scollate\s/i.test(each)) && (down === 0 || down === keys.length);
}

/** A column and its order: the index is built again, in the usual order. */
function isColumn(expression: string): boolean {
  return /^("[^"]+"|`[^`]+`|\w+)(\s+collate\s+\S+)?(\s+(asc|desc))?$/i.test(expression);
}

function columnIn(expression: string): string {
  return /^\W?([^"`\s]+)/.exec(expression)?.[1] ?? expression;
}
