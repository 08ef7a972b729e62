import type { Planned } from '../model/finding.ts';
import type { Name } from '../model/name.ts';
import type { Operation } from '../model/operation.ts';
import { schemaKey } from '../model/schema.ts';

/**
 * What reads tables is made again when these are as they were: a view that says `*` would take a column that is yet to go. What
 * stands on such a view follows it; one that is dropped again stays where it is.
 */
export function viewsLast(planned: readonly Planned[]): readonly Planned[] {
  const views = new Set<string>();
  const late = new Set<Planned>();
  planned.forEach((each, at) => {
    const { operation } = each;
    const made = madeView(operation);
    const isDropped = (name: Name) => planned.slice(at + 1).some((other) => drops(other.operation, name));
    if (made && !isDropped(made)) views.add(schemaKey(made));
    if ((made && views.has(schemaKey(made))) || standsOn(operation, views)) late.add(each);
  });
  return [...planned.filter((each) => !late.has(each)), ...planned.filter((each) => late.has(each))];
}

function madeView(operation: Operation): Name | undefined {
  if (operation.kind !== 'other' || !/^CREATE (MATERIALIZED )?VIEW/.test(operation.statement)) return undefined;
  return operation.view ?? operation.relations[0];
}

function drops(operation: Operation, name: Name): boolean {
  if (operation.kind === 'renameTable') return schemaKey(operation.table) === schemaKey(name);
  if (operation.kind !== 'other' || !(operation.statement.startsWith('DROP') || operation.renames)) return false;
  return operation.relations.some((each) => schemaKey(each) === schemaKey(name));
}

function standsOn(operation: Operation, views: ReadonlySet<string>): boolean {
  if (operation.kind === 'createIndex') return views.has(schemaKey(operation.table));
  if (operation.kind !== 'other' || operation.statement.startsWith('DROP')) return false;
  return operation.relations.some((each) => views.has(schemaKey(each)));
}
