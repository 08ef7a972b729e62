import { constraintColumns } from '../model/constraint.ts';
import type { Name } from '../model/name.ts';
import { isControl, type Operation } from '../model/operation.ts';
import type { Condition, RowsTaken } from '../model/rows-taken.ts';
import type { AnalyzedStep, Subject } from '../model/rule.ts';
import { columnOf, indexColumns, isFresh, type Schema, tableOf } from '../model/schema.ts';
import type { Traits } from '../model/traits.ts';

/** The existing table of whose rows a step changes as many as there are; undefined for a few, and for a table that is small. */
export function changedTable(step: AnalyzedStep, subject: Subject): Name | undefined {
  const { operation, before, effects } = step;
  if (!changesRows(operation) || effects.refused !== undefined) return undefined;
  const { table } = operation;
  return isFresh(before, table) || isSmall(table, before, subject) ? undefined : table;
}

export function isSmall(table: Name, schema: Schema, { rowsOf, largeTableRows }: Subject): boolean {
  return (rowsOf(table, schema) ?? largeTableRows) < largeTableRows;
}

type ChangesRows = Extract<Operation, { readonly kind: 'updateRows' | 'deleteRows' | 'insertRows' }>;

/** Rows written out one by one are as many as the author wrote. */
function changesRows(operation: Operation): operation is ChangesRows {
  const { kind } = operation;
  return kind === 'updateRows' || kind === 'deleteRows' || (kind === 'insertRows' && operation.from === 'query');
}

/** Whether the statement says how many rows it takes, or names them: by a key, a list of keys, a range, a LIMIT. */
export function isBounded({ limited, conditions }: RowsTaken, table: Name, schema: Schema): boolean {
  if (limited) return true;
  return conditions.some((each) => {
    if (each.column === undefined) return false;
    if (each.test === 'query') return each.query !== undefined && isBounded(each.query, table, schema);
    if (each.test === 'equals' || each.test === 'one of') return namesRows(each.column, conditions, table, schema);
    return each.test === 'from' && conditions.some((end) => end.test === 'up to' && end.column === each.column);
  });
}

/** Whether it asks for one value of many, so that who knows the table may know the rows to be few. */
export function picksValue({ conditions }: RowsTaken): boolean {
  return conditions.some(
    ({ test, column = '', value = '' }) =>
      (test === 'equals' || test === 'one of') && !dividing.test(column) && !/^(true|false|[01])$/i.test(value),
  );
}

/** Columns of few values, each in a large part of the rows. */
const dividing =
  /(^|_)(status|state|type|kind|role|plan|tier|level|active|enabled|deleted|archived|visible)$|^(is|has)_/i;

/** The column alone, or with others that are compared too, is unique; or it is called as such columns are. */
function namesRows(column: string, conditions: readonly Condition[], table: Name, schema: Schema): boolean {
  if (identifying.test(column)) return true;
  const compared = new Set(conditions.flatMap((each) => (each.test === 'equals' ? (each.column ?? []) : [])));
  const known = tableOf(schema, table);
  const keys = [
    ...(known?.constraints ?? []).flatMap((each) =>
      each.kind === 'primaryKey' || each.kind === 'unique' ? [constraintColumns(each)] : [],
    ),
    ...(known?.indexes ?? []).flatMap((each) => (each.unique && !each.where ? [indexColumns(each)] : [])),
  ];
  return keys.some((key) => key.length > 0 && key.every((each) => each === column || compared.has(each)));
}

const identifying =
  /^(id|uuid|guid|pk|key|name|display_name|title|slug|code|identifier|email|username|login|token|ctid|rowid|oid)$|_(id|uuid|guid|key|slug)$/i;

/** Why an UPDATE may find the rows again that it has written. */
export interface Kept {
  /** The column whose NULL it looks for, and what may be NULL in a row that it takes: names, or a query as SQL. */
  readonly column?: string | undefined;
  readonly sources: readonly string[];
  readonly queried?: boolean | undefined;
}

/** Undefined where each row that the UPDATE has written is one that it does not find again, or that may be so. */
export function kept(
  taken: RowsTaken,
  table: Name,
  schema: Schema,
  { traits }: Pick<Subject, 'traits'>,
): Kept | undefined {
  const { sets } = taken;
  if (sets.length === 0) return undefined;
  const all = [...taken.conditions, ...taken.conditions.flatMap(({ query }) => query?.conditions ?? [])];
  const asked = all.filter(({ reads, test }) => test !== 'query' && sets.some(({ column }) => reads.includes(column)));
  if (asked.length === 0)
    return isBatch(taken) && !all.some(({ test }) => test === 'other') ? { sources: [] } : undefined;
  let found: Kept | undefined;
  for (const { test, column } of asked) {
    const set = sets.find((each) => each.column === column);
    const asks = set && test === 'null' && !isNeverNull(set.value, traits);
    const sources = asks ? nullSources(set, all, taken, table, schema) : [];
    if (!set || sources.length === 0) return undefined;
    found ??= { column: set.column, sources, queried: set.queried };
  }
  return found;
}

/** It takes a part of the rows at a time: by a LIMIT, a range or a list. */
export function isBatch({ limited, conditions }: RowsTaken): boolean {
  return (
    limited === true ||
    conditions.some(
      ({ test, query }) => query?.limited === true || test === 'from' || test === 'up to' || test === 'one of',
    )
  );
}

/** What makes the assigned value NULL where it is NULL itself; none where it cannot be. */
function nullSources(
  { value, reads, queried }: RowsTaken['sets'][number],
  conditions: readonly Condition[],
  { joined }: RowsTaken,
  table: Name,
  schema: Schema,
): readonly string[] {
  // Who asks for rows whose reference is there has thought of those without one.
  if (queried)
    return conditions.some(({ test, column }) => test === 'not null' && reads.includes(column ?? '')) ? [] : [value];
  if (/^null$/i.test(value)) return ['NULL'];
  const excluded = new Set(
    conditions.flatMap((each) => (each.test === 'null' || each.test === 'query' ? [] : each.reads)),
  );
  const tables = joined ? [...schema.tables.values()].map(({ name }) => name) : [table];
  const isRequired = (name: string) => tables.some((each) => columnOf(schema, each, name)?.nullable === false);
  return reads.filter((each) => !excluded.has(each) && !isRequired(each));
}

function isNeverNull(value: string, { concatenatesNulls }: Traits): boolean {
  return neverNull.test(value) || (concatenatesNulls && /\bconcat\s*\(/i.test(value));
}

/** Functions that turn a NULL into something else. */
const neverNull = /\b(coalesce|ifnull|concat_ws|jsonb?_build_\w+|jsonb?_object|case|is\s+(not\s+)?null)\b/i;

/** The step changes rows once for each row of a query that nothing bounds, and no round commits. */
export function rowByRow(step: AnalyzedStep, subject: Subject): boolean {
  const { loop, operation, taken, before, transaction } = step;
  if (loop?.rounds !== 'rows' || transaction === 'autocommit' || commitsEachRound(step, subject)) return false;
  const throughObject = operation.kind === 'opaque' && taken !== undefined && taken.sets.length > 0;
  const { kind } = operation;
  if (!throughObject && kind !== 'updateRows' && kind !== 'deleteRows') return false;
  if ('table' in operation && operation.table && isFresh(before, operation.table)) return false;
  const tables = loop.query?.tables ?? [];
  const [first] = tables;
  if (tables.length > 0 && tables.every((each) => isFresh(before, each) || isSmall(each, before, subject)))
    return false;
  return !first || !loop.query?.taken || !isBounded(loop.query.taken, first, before);
}

/** Whether a statement of the loop ends the transaction. */
export function commitsEachRound({ loop }: AnalyzedStep, { steps }: Subject): boolean {
  return steps.some(({ operation, loop: other }) => other === loop && isControl(operation));
}
