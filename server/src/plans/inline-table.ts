import { after } from '../model/after.ts';
import { classNames } from '../model/class-names.ts';
import type { Column } from '../model/column.ts';
import type { Fix } from '../model/finding.ts';
import type { ModelUse, NeededOfTable } from '../model/migration.ts';
import { type Name, relationText } from '../model/name.ts';
import type { AnalyzedStep, Subject } from '../model/rule.ts';
import { columnOf, type Schema, type Table, tableOf } from '../model/schema.ts';

/**
 * The migration says itself what it needs of the table. Only where that does the same: the table is known by the class, or is the
 * only one that is called after it, its columns by history; nothing is written that only the class would add.
 */
export function inlinedTable(model: ModelUse, subject: Subject): readonly Fix[] {
  const { asTable } = model;
  const mapped = asTable && subject.mapped(model);
  if (!asTable || mapped === 'unlike') return [];
  if (mapped && asTable.columns.some((each) => !mapped.plain.includes(each))) return [];
  const met = schemasOf([...subject.steps, ...subject.opposite]);
  const table = mapped?.table === undefined ? calledAfter(model.name, met) : { name: mapped.table };
  const tables = table ? met.flatMap((each) => tableOf(each, table) ?? []) : [];
  if (!table || tables.length === 0 || (asTable.updates && (!mapped || mapped.writesMore))) return [];
  if (asTable.updates && !tables.every((each) => isWhollyIn(each, mapped?.columns ?? []))) return [];
  if (asTable.gives && !tables.every((each) => isWhollyIn(each, asTable.gives ?? []))) return [];
  const columns = columnsFor(asTable, table, met);
  if (!columns) return [];
  const title = `Say in the migration what it needs of ${relationText(table)}`;
  return [{ title, rewrites: [{ kind: 'inline', model, table, columns }] }];
}

/** What the steps meet and leave. */
function schemasOf(steps: readonly AnalyzedStep[]): readonly Schema[] {
  return steps.flatMap(({ before, operation }) => [before, after(before, operation)]);
}

function calledAfter(name: string, schemas: readonly Schema[]): Name | undefined {
  const all = schemas.flatMap(({ tables }) => [...tables.values()].map((each) => each.name));
  const fitting = all.filter((each) => classNames(each.name).includes(name));
  const [first] = fitting;
  return fitting.every((each) => relationText(each) === (first && relationText(first))) ? first : undefined;
}

/** Whether these are all the columns of the table. */
function isWhollyIn({ complete, columns }: Table, known: readonly string[]): boolean {
  return complete && [...columns.keys()].every((each) => known.includes(each));
}

/** Undefined where one of them is not known, is of several types on the way, or of a type that is more than its name. */
function columnsFor({ columns }: NeededOfTable, table: Name, schemas: readonly Schema[]) {
  const found = columns.map((name) => {
    const types = schemas.flatMap((each) => columnOf(each, table, name)?.type ?? []);
    const [type] = types;
    const isOne = types.every((each) => JSON.stringify(each) === JSON.stringify(type));
    return type && isOne && isPlain(type) ? { name, type } : undefined;
  });
  return found.every((each) => each !== undefined) ? found : undefined;
}

function isPlain({ enumeration, elsewhere }: NonNullable<Column['type']>): boolean {
  return !enumeration && !elsewhere;
}
