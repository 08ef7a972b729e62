import { after } from '../model/after.ts';
import type { Constraint } from '../model/constraint.ts';
import type { Fix, Planned } from '../model/finding.ts';
import { indexNames } from '../model/index-names.ts';
import { withEntry } from '../model/layered.ts';
import { type Name, relationText } from '../model/name.ts';
import type { AddConstraint, CreateIndex, DropColumn, Operation, ValidateConstraint } from '../model/operation.ts';
import type { AnalyzedStep, Subject } from '../model/rule.ts';
import {
  columnOf,
  isFresh,
  isFreshColumn,
  isFreshType,
  isMissing,
  schemaKey,
  tableOf,
  tableOfIndex,
} from '../model/schema.ts';
import { withNamesKept } from '../model/server-names.ts';
import { attachedAgain } from './attached-again.ts';
import { conditionalBack } from './conditional-back.ts';
import { isConventional } from './constraint-name.ts';
import { copied } from './copy-table.ts';
import { droppedConstraint } from './dropped-again.ts';
import { goesAlong, isCopied, undo } from './inverse.ts';
import { suit } from './lead-back.ts';
import { otherBack } from './other-back.ts';
import { shared } from './planned.ts';
import { restoreAround } from './restore-column.ts';
import { sequenceAgain, tableAgain } from './restore-table.ts';
import { isSet } from './setting-back.ts';
import { formerTypeBack } from './type-back.ts';
import { undoneObject } from './undone-object.ts';
import { viewsLast } from './views-last.ts';

/** The inverse of all; or the words of a refusal, where something of it is gone for good or nobody knows what it was. */
export function wayBackFix(subject: Subject): Fix {
  const operations = wayBack(subject.steps, subject);
  if (operations) return { title: 'Write the way back', rewrites: [{ kind: 'rollback', operations }] };
  const refusal = 'This cannot be undone by a migration: restore what it has changed from a backup';
  return { title: 'Say that there is no way back', rewrites: [{ kind: 'rollback', operations: [], refusal }] };
}

/** What undoes these steps, last first, as exactly as is known; undefined where one of them cannot be undone from that. */
export function wayBack(steps: readonly AnalyzedStep[], ground: Ground): readonly Planned[] | undefined {
  const undone: Planned[] = [];
  let notes: readonly string[] = [];
  for (const step of [...steps].reverse()) {
    const plain = goesAlong(step, steps) || wasSo(step) ? nothing : ledBack(step, ground);
    const led = plain && step.conditional ? conditionalBack(plain, step, ground) : plain;
    if (!led) return undefined;
    notes = [...notes, ...led.notes];
    for (const each of led.planned) {
      undone.push(withNotes(each, notes));
      notes = [];
    }
  }
  const last = undone.pop();
  return last ? viewsLast([...undone, withNotes(last, notes)]) : notes.length > 0 ? undefined : [];
}

/** `IF NOT EXISTS` of what was there, `IF EXISTS` of what was not. */
function wasSo({ operation, before }: AnalyzedStep): boolean {
  switch (operation.kind) {
    case 'createTable':
      return operation.ifNotExists === true && tableOf(before, operation.table) !== undefined;
    case 'addColumn':
      return operation.ifNotExists === true && columnOf(before, operation.table, operation.column.name) !== undefined;
    case 'createIndex': {
      const there = operation.name !== undefined && tableOfIndex(before, { name: operation.name }) !== undefined;
      return operation.ifNotExists === true && there;
    }
    case 'createEnum':
      return operation.ifNotExists === true && before.enums.has(schemaKey(operation.type));
    case 'dropTable':
      return operation.ifExists === true && isMissing(before, operation.table);
    default:
      return false;
  }
}

export type Ground = Pick<Subject, 'traits' | 'ancestors' | 'environment' | 'effects' | 'steps'>;

/** What undoes one step, and what its reader has to know. */
export interface Led {
  readonly planned: readonly Planned[];
  readonly notes: readonly string[];
}

const nothing: Led = { planned: [], notes: [] };

function withNotes(planned: Planned, notes: readonly string[]): Planned {
  const all = [...new Set([...notes, ...(planned.notes ?? [])])];
  return all.length > 0 ? { ...planned, notes: all } : planned;
}

function ledBack(step: AnalyzedStep, ground: Ground): Led | undefined {
  const { operation, before, transaction } = step;
  switch (operation.kind) {
    case 'updateRows':
      return transaction === 'autocommit' || isOwn(step, operation.table, operation.columns)
        ? nothing
        : only(`What the upgrade has overwritten in ${relationText(operation.table)} does not come back.`);
    case 'deleteRows':
      return lostRows(step, [operation.table]);
    case 'truncate':
      return lostRows(step, operation.tables);
    case 'insertRows':
      return isFresh(before, operation.table)
        ? nothing
        : only(`The rows that the upgrade has put into ${relationText(operation.table)} stay.`);
    case 'addEnumValue':
      return isFreshType(before, operation.type)
        ? nothing
        : only(`The label ${operation.value} of ${relationText(operation.type)} stays: no statement takes one away.`);
    case 'dropType': {
      const values = before.enums.get(schemaKey(operation.type));
      return values && plainly([{ kind: 'createEnum', type: operation.type, values }]);
    }
    case 'dropTable': {
      const again = isSet(operation.table, step, ground) ? undefined : tableAgain(operation, before);
      const note = `The rows of ${relationText(operation.table)} are gone: it comes back empty.`;
      return again && { planned: again, notes: isFresh(before, operation.table) ? [] : [note] };
    }
    case 'dropColumn':
      return columnAgain(operation, step, ground);
    case 'createIndex':
      return operation.name === undefined ? namelessIndex(operation, step) : plainlyOr(undo(step), step);
    case 'detachPartition':
      return plainlyOr(attachedAgain(operation, step, ground), step);
    case 'addConstraint':
      return undoneConstraint(operation, step, ground);
    case 'dropConstraint': {
      const again = droppedConstraint(operation, before);
      return again && plainly(again, step);
    }
    case 'validateConstraint':
      return uncheckedAgain(operation, step);
    case 'changeType': {
      const again = formerTypeBack(operation, before, ground);
      return again && plainly(again, step);
    }
    case 'other': {
      const made = undoneObject(step, ground.steps);
      if (made) return plainly(made, step);
      return otherBack(step, operation, ground) ?? plainlyOr(undo(step), step);
    }
    default:
      return plainlyOr(undo(step), step);
  }
}

/** In SQL the server calls it after table and columns, which may be said where all its indexes are known. */
function namelessIndex(operation: CreateIndex, step: AnalyzedStep): Led | undefined {
  const { table, concurrently } = operation;
  const known = tableOf(step.before, table);
  if (step.sql === undefined || !known?.complete) return undefined;
  const name = indexNames({ name: known.name, indexes: [...known.indexes, operation] }).at(-1);
  return name === undefined
    ? undefined
    : plainly([{ kind: 'dropIndex', index: { ...table, name }, table, concurrently }], step);
}

function plainlyOr(operations: readonly Operation[] | undefined, step: AnalyzedStep): Led | undefined {
  return operations && plainly(operations, step);
}

/** In the transaction that the step ran in, with a copy of the table where that needed one. */
function plainly(operations: readonly Operation[], step?: AnalyzedStep): Led {
  const again = step && isCopied(step) ? operations.map((each) => copied(each, step.before.naming)) : operations;
  return { planned: again.map((operation) => ({ operation, transaction: step?.transaction ?? 'shared' })), notes: [] };
}

function only(note: string): Led {
  return { planned: [], notes: [note] };
}

function lostRows({ before }: AnalyzedStep, tables: readonly Name[]): Led {
  const lost = tables.filter((table) => !isFresh(before, table)).map(relationText);
  return lost.length === 0
    ? nothing
    : only(`The rows that the upgrade has removed from ${lost.join(', ')} do not come back.`);
}

/** The migration itself has made what it fills. */
function isOwn({ before }: AnalyzedStep, table: Name, columns: readonly string[]): boolean {
  return columns.length > 0 && columns.every((column) => isFreshColumn(before, table, column));
}

/** As it was; rows that exist need values before it is NOT NULL again. */
function columnAgain({ table, column, rebuild }: DropColumn, step: AnalyzedStep, ground: Ground): Led | undefined {
  const { before } = step;
  const known = columnOf(before, table, column);
  if (!known?.type) return undefined;
  const called = `${relationText(table)}.${column}`;
  const filled = known.nullable || known.default !== undefined || known.identity !== undefined || known.generated;
  const add: Operation = {
    kind: 'addColumn',
    table,
    column: filled ? known : { ...known, nullable: true },
    constraints: [],
  };
  // Its indexes and constraints have gone with it: they are made where it is back, and they are not.
  const back = after(after(before, step.operation), add);
  const require: Operation = { kind: 'setNotNull', table, column, existing: { type: known.type } };
  const again = (each: Operation): Planned => ({
    operation: rebuild ? copied(each) : each,
    transaction: step.transaction,
  });
  const fill = `Give each row of ${relationText(table)} a value for ${column} here, or this fails.`;
  return {
    planned: [
      again(add),
      ...(filled ? [] : [{ ...again(require), notes: [fill] }]),
      ...restoreAround(table, column, withServerNames(table, before)).flatMap((each) => suit(each, back, ground)),
      ...keysOver(table, column, before),
      ...sequenceAgain(table, known, before),
    ],
    notes:
      known.generated || isFreshColumn(before, table, column)
        ? []
        : [
            `The values of ${called} are gone: it comes back ${filled && !known.nullable ? 'with its default' : 'empty'}.`,
          ],
  };
}

/** What the server has named for itself comes back under that name. */
function withServerNames(name: Name, schema: AnalyzedStep['before']): AnalyzedStep['before'] {
  const table = tableOf(schema, name);
  return table ? { ...schema, tables: withEntry(schema.tables, schemaKey(name), withNamesKept(table)) } : schema;
}

/** What `restoreAround` leaves to others: it is wrong while rows hold nothing. */
function keysOver(table: Name, column: string, before: AnalyzedStep['before']): readonly Planned[] {
  return (tableOf(before, table)?.constraints ?? []).flatMap((constraint) =>
    constraint.kind === 'primaryKey' && constraint.columns.includes(column)
      ? [shared({ kind: 'addConstraint', table, constraint })]
      : [],
  );
}

function undoneConstraint({ table, constraint }: AddConstraint, step: AnalyzedStep, ground: Ground): Led | undefined {
  const { before } = step;
  const { namingConvention } = ground.environment;
  const unconventional = namingConvention !== 'unread' && !isConventional(constraint.kind, namingConvention);
  const made = unconventional ? ground.traits.constraintName(constraint, table, before) : undefined;
  const name = constraint.name ?? made;
  if (name === undefined) return undefined;
  return plainly(
    [
      { kind: 'dropConstraint', table, name, type: constraint.kind },
      ...nullableAgain(table, constraint, before),
      ...indexAgain(table, constraint, step, ground),
    ],
    step,
  );
}

/** The index that the constraint has made its own goes with it. */
function indexAgain(
  table: Name,
  constraint: Constraint,
  { before }: AnalyzedStep,
  { steps }: Ground,
): readonly Operation[] {
  const name = 'usingIndex' in constraint ? constraint.usingIndex : undefined;
  const taken = name === undefined ? undefined : tableOf(before, table)?.indexes.find((each) => each.name === name);
  const isOwn = steps.some(({ operation }) => operation.kind === 'createIndex' && operation.name === name);
  return taken && !isOwn ? [{ ...taken, table, concurrently: undefined, ifNotExists: undefined }] : [];
}

/** A primary key makes its columns NOT NULL, which they stay without it. */
function nullableAgain(table: Name, constraint: Constraint, before: AnalyzedStep['before']): readonly Operation[] {
  if (constraint.kind !== 'primaryKey') return [];
  return constraint.columns.flatMap((column): readonly Operation[] => {
    const known = columnOf(before, table, column);
    return known?.nullable && known.type
      ? [{ kind: 'dropNotNull', table, column, existing: { type: known.type } }]
      : [];
  });
}

/** What has been checked is only unchecked again when it is made anew. */
function uncheckedAgain({ table, name }: ValidateConstraint, { before }: AnalyzedStep): Led {
  const known = tableOf(before, table)?.constraints.find((each) => each.name === name);
  if (!known || !('notValid' in known) || !known.notValid || isFresh(before, table)) return nothing;
  return plainly([
    { kind: 'dropConstraint', table, name, type: known.kind },
    { kind: 'addConstraint', table, constraint: known },
  ]);
}
