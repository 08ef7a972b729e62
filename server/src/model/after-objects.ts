import type { Column } from './column.ts';
import { withEntry } from './layered.ts';
import type { Name } from './name.ts';
import { objectName } from './object-name.ts';
import {
  byOwner,
  byRead,
  type Callable,
  readsOf,
  type Sequence,
  type Trigger,
  type View,
  viewsAbove,
  viewsOn,
} from './objects.ts';
import type { Other } from './operation.ts';
import { isSame, type Schema, schemaKey, tableOf } from './schema.ts';
import { change, without } from './table-change.ts';

/** The views, domains and sequences that a statement without a shape of its own makes, changes or drops. */
export function afterOther(schema: Schema, operation: Other): Schema {
  const { statement, relations, objects = [], cascade, view, domain, sequence, trigger, policy, makes } = operation;
  if (makes) return withFunction(schema, makes);
  if (view) return withView(schema, view, operation);
  if (sequence) return withSequence(schema, sequence, statement.startsWith('CREATE'));
  const [relation] = relations;
  if (trigger && relation)
    return change(schema, relation, ({ triggers = [] }) => ({
      triggers: [...withoutTrigger(triggers, trigger), trigger],
    }));
  if (policy && relation)
    return change(schema, relation, ({ policies = [] }) => ({ policies: [...withoutNamed(policies, policy), policy] }));
  const [domainName] = objects;
  if (domain && domainName) return withDomain(schema, domainName, statement, domain);
  if (operation.comment !== undefined && relation) return withComment(schema, relation, operation);
  switch (statement) {
    case 'DROP VIEW':
    case 'DROP MATERIALIZED VIEW':
      return relations.reduce((all, name) => withoutViews(all, viewsNamed(all, name)), schema);
    case 'DROP SEQUENCE':
      return { ...schema, sequences: without(schema.sequences, relations.map(schemaKey)) };
    case 'DROP TRIGGER':
      return (relation ? [relation] : havingTrigger(schema, objects)).reduce(
        (all, name) =>
          change(all, name, ({ triggers = [] }) => ({ triggers: objects.reduce(withoutTrigger, triggers) })),
        schema,
      );
    case 'DROP POLICY':
      return relation
        ? change(schema, relation, ({ policies = [] }) => ({ policies: objects.reduce(withoutNamed, policies) }))
        : schema;
    case 'DROP FUNCTION':
      return cascade ? withoutCalls(schema, objects) : schema;
    case 'DROP DOMAIN':
      return { ...schema, domains: without(schema.domains, objects.map(schemaKey)) };
    case 'LOCK TABLES READ':
    case 'LOCK TABLES WRITE':
      return { ...schema, tablesLocked: true };
    case 'UNLOCK TABLES':
      return schema.tablesLocked ? { ...schema, tablesLocked: undefined } : schema;
    case 'CALL':
    case 'DO':
    case 'EXECUTE':
      return doubted(schema);
    default:
      return schema;
  }
}

/** An empty comment is none. */
function withComment(schema: Schema, relation: Name, { statement, column: name, comment }: Other): Schema {
  const table = tableOf(schema, relation);
  const now = comment === '' ? undefined : comment;
  if (table && statement === 'COMMENT ON TABLE') return change(schema, relation, () => ({ comment: now }));
  const column = name === undefined ? undefined : table?.columns.get(name);
  if (!column || statement !== 'COMMENT ON COLUMN') return schema;
  return change(schema, relation, ({ columns }) => ({
    columns: withEntry(columns, column.name, { ...column, comment: now }),
  }));
}

/** What could not be read may have dropped what depends on a thing. */
export function doubted(schema: Schema): Schema {
  return schema.doubtful ? schema : { ...schema, doubtful: true };
}

/** The views go, and those that read them: nothing is left that would read what is not there. */
function withoutViews(schema: Schema, views: readonly View[]): Schema {
  if (views.length === 0) return schema;
  const gone = viewsAbove(schema, views).map(({ name }) => schemaKey(name));
  // Its indexes go with it, which stand where those of a table do.
  const holding = gone.filter((key) => schema.tables.get(key)?.created !== true && schema.tables.has(key));
  const tables = holding.length > 0 ? without(schema.tables, holding) : schema.tables;
  return { ...schema, tables, views: without(schema.views, gone) };
}

/** The views that read the relation, or the column of it, go with it. */
export function withoutReaders(schema: Schema, relation: Name, column?: string): Schema {
  if (schema.views.size === 0) return schema;
  const { sure, possible } = viewsOn(schema, relation, column);
  return withoutViews(schema, [...sure, ...possible]);
}

/** The sequences that the server makes for columns that number their rows; it keeps a name within 63 bytes. */
export function withOwnSequences(schema: Schema, table: Name, columns: readonly Column[]): Schema {
  return columns.reduce((all, { name, identity }) => {
    if (identity === undefined || identity === 'auto increment') return all;
    const sequence = freeSequence(all, table, name);
    return withSequence(all, { name: sequence, ownedBy: { table, column: name } }, true);
  }, schema);
}

/** A table that was renamed keeps its sequence's name. https://www.postgresql.org/docs/current/datatype-numeric.html#DATATYPE-SERIAL */
function freeSequence({ sequences }: Schema, table: Name, column: string): Name {
  for (let count = 0; ; count++) {
    const name = { ...table, name: objectName(table.name, column, count === 0 ? 'seq' : `seq${count}`) };
    const owner = sequences.get(schemaKey(name))?.ownedBy;
    const isFree = !sequences.has(schemaKey(name)) || (owner && isSame(owner.table, table) && owner.column === column);
    if (isFree) return name;
  }
}

export function withoutSequences(schema: Schema, sequences: readonly Sequence[]): Schema {
  if (sequences.length === 0) return schema;
  return {
    ...schema,
    sequences: without(
      schema.sequences,
      sequences.map(({ name }) => schemaKey(name)),
    ),
  };
}

/** Views and sequences follow a table, or a column of it, that is called otherwise. */
export function withRelationRenamed(schema: Schema, from: Name, to: Name): Schema {
  return followed(schema, from, (name) => (isSame(name, from) ? to : name));
}

export function withColumnRenamed(schema: Schema, table: Name, from: string, to: string): Schema {
  return followed(schema, table, (name) => name, from, to);
}

function followed(schema: Schema, table: Name, by: (name: Name) => Name, from?: string, to?: string): Schema {
  const key = schemaKey(table);
  const column = (each: string) => (each === from && to !== undefined ? to : each);
  let { views, sequences } = schema;
  for (const view of byRead(views, key)) {
    const reads = view.reads.map((read) =>
      schemaKey(read.relation) === key
        ? { relation: by(read.relation), ...(read.columns && { columns: read.columns.map(column) }) }
        : read,
    );
    views = withEntry(views, schemaKey(view.name), { ...view, reads });
  }
  for (const { ownedBy, ...rest } of byOwner(sequences, key)) {
    if (!ownedBy) continue;
    const owner = { table: by(ownedBy.table), column: column(ownedBy.column) };
    sequences = withEntry(sequences, schemaKey(rest.name), { ...rest, ownedBy: owner });
  }
  return views === schema.views && sequences === schema.sequences ? schema : { ...schema, views, sequences };
}

/** `ALTER VIEW … RENAME` and its like: what reads the view follows it. */
export function withObjectRenamed(schema: Schema, what: 'view' | 'sequence' | 'domain', from: Name, to: Name): Schema {
  const [old, now] = [schemaKey(from), schemaKey(to)];
  if (what === 'domain') {
    const domain = schema.domains.get(old);
    return domain ? { ...schema, domains: without(schema.domains, [old]).set(now, domain) } : schema;
  }
  const sequence = schema.sequences.get(old);
  if (sequence) {
    return { ...schema, sequences: without(schema.sequences, [old]).set(now, { ...sequence, name: to }) };
  }
  const view = schema.views.get(old);
  if (!view) return schema;
  const views = without(schema.views, [old]).set(now, { ...view, name: to });
  return withRelationRenamed({ ...schema, views }, from, to);
}

function withoutNamed<T extends { readonly name: string }>(all: readonly T[], { name }: { readonly name: string }) {
  return all.filter((each) => each.name !== name);
}

/** What is told of one of several functions of a name holds for none surely but the most volatile. */
function withFunction(schema: Schema, made: Callable): Schema {
  const key = schemaKey(made.name);
  const other = schema.functions?.get(key);
  const order: readonly string[] = ['immutable', 'stable', 'volatile'];
  const known = other && order.indexOf(other.volatility) > order.indexOf(made.volatility) ? other : made;
  return { ...schema, functions: new Map(schema.functions).set(key, known) };
}

/** Where a trigger is dropped by its name alone. */
function havingTrigger(schema: Schema, names: readonly Name[]): readonly Name[] {
  return [...schema.tables.values()]
    .filter(({ triggers }) => triggers?.some((each) => names.some(({ name }) => name === each.name)))
    .map(({ name }) => name);
}

function withoutTrigger(triggers: readonly Trigger[], { name }: { readonly name: string }): readonly Trigger[] {
  return triggers.filter((each) => each.name !== name);
}

/** Triggers go with the function that they call. */
function withoutCalls(schema: Schema, functions: readonly Name[]): Schema {
  const gone = new Set(functions.map(schemaKey));
  const calling = [...schema.tables.values()].filter(({ triggers }) =>
    triggers?.some(({ calls }) => calls && gone.has(schemaKey(calls))),
  );
  return calling.reduce(
    (all, { name, triggers }) =>
      change(all, name, () => ({ triggers: triggers?.filter(({ calls }) => !calls || !gone.has(schemaKey(calls))) })),
    schema,
  );
}

function withView(schema: Schema, name: Name, { statement, relations, reads, columns }: Other): Schema {
  const materialized = statement.startsWith('CREATE MATERIALIZED VIEW');
  const key = schemaKey(name);
  const view: View = { name, materialized, reads: readsOf(relations, reads, schema), ...(columns && { columns }) };
  const isNew = !schema.views.has(key);
  return {
    ...schema,
    views: withEntry(schema.views, key, view),
    ...(isNew && { freshObjects: new Set(schema.freshObjects).add(key) }),
  };
}

function withSequence(schema: Schema, sequence: Sequence, isNew: boolean): Schema {
  const key = schemaKey(sequence.name);
  if (isNew && schema.sequences.has(key)) return schema;
  return {
    ...schema,
    sequences: withEntry(schema.sequences, key, sequence),
    ...(isNew && { freshObjects: new Set(schema.freshObjects).add(key) }),
  };
}

function withDomain(schema: Schema, name: Name, statement: string, said: NonNullable<Other['domain']>): Schema {
  const key = schemaKey(name);
  const before = schema.domains.get(key) ?? { nullable: true, checks: [] };
  const { checks = [], ...rest } = said;
  const kept = statement.endsWith('DROP CONSTRAINT')
    ? before.checks.filter((each) => !checks.some(({ name: gone }) => gone === (each.name ?? `${name.name}_check`)))
    : [...before.checks, ...checks];
  return { ...schema, domains: new Map(schema.domains).set(key, { ...before, ...rest, checks: kept }) };
}

function viewsNamed(schema: Schema, name: Name): readonly View[] {
  const view = schema.views.get(schemaKey(name));
  return view ? [view] : [];
}
