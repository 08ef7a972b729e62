import { type Name, relationText } from '../../model/name.ts';
import { sequencesOf, viewsAbove, viewsOn } from '../../model/objects.ts';
import type { Other } from '../../model/operation.ts';
import { isMissing, isSame, schemaKey, type Table, tableOf } from '../../model/schema.ts';
import { constraintNamed, referencing } from './constraints.ts';
import { heirs, identityHolds, refusedDrop, sequenceHolds, viewHolds } from './dependents.ts';
import { tablesOfDomain } from './domains.ts';
import { extensions } from './extensions.ts';
import type { At, Facts, Hold, Mode } from './facts.ts';
import { hold } from './facts.ts';

/** The particulars of a statement; `nothing` says why it does nothing at all. */
type Met = Partial<Facts> & { readonly nothing?: string };

/** What a statement meets beside the relations that it names: what it says of them counts more than what holds for any. */
export function met(operation: Other, at: At): Met {
  const nothing = operation.ifExists ? nothingThere(operation, at) : undefined;
  if (nothing) return nothing;
  const { statement, relations, objects = [], cascade = false, column } = operation;
  if (/^ALTER DOMAIN (ADD CONSTRAINT$|SET NOT NULL|VALIDATE)/.test(statement)) return checkedDomain(objects, at);
  switch (statement) {
    case 'DROP VIEW':
      return droppedViews('view', relations, cascade, at);
    case 'DROP MATERIALIZED VIEW':
      return droppedViews('materialized view', relations, cascade, at);
    case 'DROP SEQUENCE':
      return droppedSequences(relations, cascade, at);
    case 'DROP DOMAIN':
      return objects.map((name) => droppedDomain(name, cascade, at)).reduce(joined, {});
    case 'DROP FUNCTION':
      return droppedFunctions(objects, cascade, at);
    case 'DROP SCHEMA':
      return objects.map(({ name }) => droppedSchema(name, cascade, at)).reduce(joined, {});
    case 'DROP EXTENSION':
      return objects.map(({ name }) => droppedExtension(name, cascade, at)).reduce(joined, {});
    case 'ALTER TABLE SET ACCESS METHOD':
      return movedToMethod(operation, at);
    case 'ALTER TABLE ALTER COLUMN DROP IDENTITY':
      return { holds: relations.flatMap((name) => identityHolds(at, name, column, 'ACCESS EXCLUSIVE')) };
    case 'ALTER TABLE ALTER COLUMN SET IDENTITY':
      return { holds: relations.flatMap((name) => identityHolds(at, name, column, 'SHARE ROW EXCLUSIVE')) };
    case 'ALTER TABLE SET LOGGED':
    case 'ALTER TABLE SET UNLOGGED':
      return logged(relations, statement.endsWith('UNLOGGED'), at);
    case 'ALTER TABLE SET TABLESPACE':
      return relations.some((name) => tableOf(at.schema, name)?.partitioned) ? { work: 'instant' } : {};
    case 'ALTER TABLE OWNER TO':
    case 'ALTER TABLE SET SCHEMA':
      return { holds: relations.flatMap((name) => sequenceHolds(at, name)) };
    case 'CREATE VIEW':
      return replacedView(operation, at);
    case 'ALTER TYPE':
      return alteredType(relations, cascade, at);
    case 'ALTER TABLE ALTER CONSTRAINT ENFORCED':
    case 'ALTER TABLE ALTER CONSTRAINT NOT ENFORCED':
      return enforced(operation, at);
    case 'ANALYZE':
      return relations.length > 0 ? {} : { holds: all(analyzed(at), 'SHARE UPDATE EXCLUSIVE') };
    case 'SELECT':
      return { holds: numbered(operation, at) };
    default:
      return {};
  }
}

/** `DROP … IF EXISTS` of what history never saw locks nothing, not even the table that a trigger or a policy would be of. */
function nothingThere({ statement, relations, objects = [] }: Other, at: At): Met | undefined {
  const [relation] = relations;
  if (/^DROP (VIEW|MATERIALIZED VIEW|SEQUENCE)$/.test(statement)) {
    const missing = relations.every((name) => isMissing(at.schema, name));
    return missing ? { nothing: `Finds no ${relations.map(relationText).join(', ')} and drops nothing` } : undefined;
  }
  const table = relation && tableOf(at.schema, relation);
  const what = /^DROP (TRIGGER|POLICY)$/.exec(statement)?.[1];
  if (!what || !table?.complete || at.schema.doubtful) return undefined;
  const there = what === 'TRIGGER' ? (table.triggers ?? []) : (table.policies ?? []);
  return objects.some(({ name }) => there.some((each) => each.name === name))
    ? undefined
    : { nothing: `Finds no such ${what.toLowerCase()} on ${relationText(table.name)} and drops nothing` };
}

/** Without a name it is every table and every materialized view. */
function analyzed({ schema }: At): readonly Name[] {
  const views = [...schema.views.values()].filter(({ materialized }) => materialized);
  return [...schema.tables.values(), ...views].map(({ name }) => name);
}

function all(names: readonly Name[], mode: Mode): readonly Hold[] {
  return names.map((relation) => ({ relation, mode }));
}

/** Several things of one statement: what refuses one refuses all. */
function joined(one: Partial<Facts>, other: Partial<Facts>): Partial<Facts> {
  return {
    ...one,
    ...other,
    refused: one.refused ?? other.refused,
    holds: [...(one.holds ?? []), ...(other.holds ?? [])],
  };
}

function droppedViews(
  what: 'view' | 'materialized view',
  views: readonly Name[],
  cascade: boolean,
  at: At,
): Partial<Facts> {
  if (cascade) return { holds: views.flatMap((view) => viewHolds(at, view)) };
  const along = views.length > 1 ? views : [];
  return { refused: views.map((view) => refusedDrop(at, what, view, along)).find((each) => each !== undefined) };
}

/** A default that takes numbers from it goes with it. */
function droppedSequences(sequences: readonly Name[], cascade: boolean, at: At): Partial<Facts> {
  const owners = sequences.flatMap((name) => {
    const { ownedBy } = at.schema.sequences.get(schemaKey(name)) ?? {};
    const table = ownedBy && tableOf(at.schema, ownedBy.table);
    return table && table.columns.get(ownedBy.column)?.identity === 'serial' ? [{ name, table }] : [];
  });
  const [first] = owners;
  if (!first) return {};
  if (cascade) {
    const tables = owners.map(({ table }) => table.name);
    return { holds: all(tables, 'ACCESS EXCLUSIVE'), blocks: 'reads and writes', breaksRunningCode: true };
  }
  return at.schema.doubtful
    ? {}
    : { refused: `cannot drop sequence ${first.name.name} because other objects depend on it` };
}

/** SHARE is held on every table with a column of the domain: https://www.postgresql.org/docs/current/sql-alterdomain.html */
function checkedDomain([domain]: readonly Name[], at: At): Partial<Facts> {
  if (!domain || !at.schema.domains.has(schemaKey(domain))) return {};
  const tables = tablesOfDomain(at.schema, domain);
  const fresh = tables.every((table) => table.fresh);
  return {
    holds: tables.flatMap(({ name }) => hold(at, name, 'SHARE')),
    blocks: fresh ? 'nothing' : 'writes',
    work: fresh ? 'instant' : 'scan',
    canFailOnRows: !fresh,
    notes: [tables.length === 0 ? 'no table with a column of the domain is known here' : undefined],
  };
}

/** CASCADE drops the columns of the domain. */
function droppedDomain(domain: Name, cascade: boolean, at: At): Partial<Facts> {
  const tables = tablesOfDomain(at.schema, domain);
  if (tables.length === 0) return {};
  if (!cascade)
    return at.schema.doubtful ? {} : { refused: `cannot drop type ${domain.name} because other objects depend on it` };
  return { holds: tables.flatMap(({ name }) => hold(at, name, 'ACCESS EXCLUSIVE')), dataLoss: true };
}

/** The triggers that call it go with it. */
function droppedFunctions(functions: readonly Name[], cascade: boolean, at: At): Partial<Facts> {
  const calling = (name: Name) =>
    [...at.schema.tables.values()].filter(({ triggers }) =>
      triggers?.some(({ calls }) => calls && isSame(calls, name)),
    );
  if (cascade)
    return {
      holds: all(
        functions.flatMap(calling).map(({ name }) => name),
        'ACCESS EXCLUSIVE',
      ),
    };
  const needed = functions.find((name) => calling(name).length > 0);
  return needed && !at.schema.doubtful
    ? { refused: `cannot drop function ${needed.name}() because other objects depend on it` }
    : {};
}

/** What it holds goes, and what depends on that elsewhere. */
function droppedSchema(schema: string, cascade: boolean, at: At): Partial<Facts> {
  const tables = [...at.schema.tables.values()].filter(({ name }) => name.schema === schema);
  const views = [...at.schema.views.values()].filter(({ name }) => name.schema === schema);
  const sequences = [...at.schema.sequences.values()].filter(({ name }) => name.schema === schema);
  const empty = tables.length + views.length + sequences.length === 0;
  if (empty) return { dataLoss: cascade, notes: ['no table of the schema is known here'] };
  if (!cascade) {
    return at.schema.doubtful
      ? {}
      : { dataLoss: false, refused: `cannot drop schema ${schema} because other objects depend on it` };
  }
  const reading = tables.flatMap(({ name }) => viewsOn(at.schema, name).sure);
  return {
    dataLoss: true,
    holds: [
      ...tables.flatMap((table) => ownHolds(table, at)),
      ...all(
        viewsAbove(at.schema, [...views, ...reading]).map(({ name }) => name),
        'ACCESS EXCLUSIVE',
      ),
      ...all(
        sequences.map(({ name }) => name),
        'ACCESS EXCLUSIVE',
      ),
    ],
  };
}

/** A table that goes: itself, both ends of its foreign keys, its heirs and its parent. */
function ownHolds({ name, constraints, partitionOf }: Table, at: At): readonly Hold[] {
  const parents = constraints.flatMap((each) => (each.kind === 'foreignKey' ? [each.references] : []));
  const others = [...heirs(at, name).map((each) => each.name), ...referencing(at, name, 'all'), ...parents];
  return [name, ...others, ...(partitionOf ? [partitionOf] : [])].flatMap((each) => hold(at, each, 'ACCESS EXCLUSIVE'));
}

/** The columns of its types go, the indexes with its operator classes, the defaults with its functions. */
function droppedExtension(name: string, cascade: boolean, at: At): Partial<Facts> {
  const known = extensions.get(name.toLowerCase());
  const users = known ? [...at.schema.tables.values()].filter((table) => known(table)) : [];
  if (!known) return { assumed: 'what the extension holds is not known' };
  if (users.length === 0) return { notes: ['nothing that needs it is known here'] };
  if (!cascade)
    return at.schema.doubtful ? {} : { refused: `cannot drop extension ${name} because other objects depend on it` };
  // Of a column that stays, no view is lost.
  const views = users.flatMap((table) =>
    [...table.columns]
      .filter(([name, column]) => known({ ...table, columns: new Map([[name, column]]), indexes: [], constraints: [] }))
      .flatMap(([name]) => viewHolds(at, table.name, name)),
  );
  return { holds: [...users.flatMap((table) => hold(at, table.name, 'ACCESS EXCLUSIVE')), ...views], dataLoss: true };
}

/** Rows are written anew only where they are to be kept in another way. */
function movedToMethod({ relations: [table], accessMethod }: Other, at: At): Partial<Facts> {
  const known = table && tableOf(at.schema, table);
  if (at.version < 15) return { work: 'instant', refused: 'SET ACCESS METHOD came with PostgreSQL 15' };
  if (!known?.complete && known?.accessMethod === undefined) {
    return accessMethod === 'heap' ? { assumed: 'how its rows are stored now is not known' } : {};
  }
  const now = known.accessMethod ?? 'heap';
  return now === accessMethod ? { work: 'instant', notes: [`its rows are stored as ${now} already`] } : {};
}

function replacedView({ view, columns, replaces }: Other, at: At): Partial<Facts> {
  const known = view && at.schema.views.get(schemaKey(view));
  const refused = known && replaces && !at.schema.doubtful ? otherColumns(known.columns, columns) : undefined;
  if (refused !== undefined) return { refused };
  return known
    ? {
        holds: all([known.name], 'ACCESS EXCLUSIVE'),
        notes: [`${relationText(known.name)} is there already and is replaced`],
      }
    : {};
}

/** What a composite type has is what the tables of it have: https://www.postgresql.org/docs/current/sql-altertype.html */
function alteredType([type]: readonly Name[], cascade: boolean, at: At): Partial<Facts> {
  const tables = [...at.schema.tables.values()].filter(({ ofType }) => type && ofType && isSame(ofType, type));
  if (!type || tables.length === 0) return {};
  if (cascade) return { holds: tables.flatMap(({ name }) => hold(at, name, 'ACCESS EXCLUSIVE')) };
  return { refused: `cannot alter type "${type.name}" because it is the type of a typed table` };
}

/** A foreign key that is looked at again has its rows looked at: https://www.postgresql.org/docs/18/sql-altertable.html */
function enforced({ statement, relations: [table], objects: [name] = [] }: Other, at: At): Partial<Facts> {
  const key = table && constraintNamed(at, table, name?.name);
  if (key?.kind !== 'foreignKey') return {};
  if (statement.endsWith('NOT ENFORCED')) return { holds: hold(at, key.references, 'ACCESS EXCLUSIVE') };
  if (!key.notEnforced) return {};
  return { holds: hold(at, key.references, 'SHARE ROW EXCLUSIVE'), work: 'scan', canFailOnRows: true };
}

/** Rows are written anew only where it changes: https://www.postgresql.org/docs/current/sql-altertable.html */
function logged([table]: readonly Name[], off: boolean, at: At): Partial<Facts> {
  const known = table && tableOf(at.schema, table);
  const now = table && at.version >= 15 ? sequenceHolds(at, table) : [];
  if (!table || !known?.complete) return { holds: now };
  if ((known.unlogged === true) === off) return { work: 'instant', notes: ['it is so already'] };
  const isOther = (name: Name, unlogged: boolean) => {
    const other = tableOf(at.schema, name);
    return schemaKey(name) !== schemaKey(table) && other?.complete === true && (other.unlogged === true) === unlogged;
  };
  const others = off
    ? referencing(at, table, 'all')
    : known.constraints.flatMap((each) => (each.kind === 'foreignKey' ? [each.references] : []));
  const other = at.schema.doubtful ? undefined : others.find((name) => isOther(name, !off));
  if (!other) return { holds: now };
  const [is, holds] = off ? ['unlogged', 'logged'] : ['logged', 'unlogged'];
  const why = `could not change table "${table.name}" to ${is} because it references ${holds} table "${other.name}"`;
  return { work: 'instant', refused: why };
}

/** A view keeps its columns, in their order, and may get more behind them: https://www.postgresql.org/docs/current/sql-createview.html */
function otherColumns(now: readonly string[] = [], then: readonly string[] | undefined): string | undefined {
  if (!then) return undefined;
  const at = now.findIndex((name, place) => then[place] !== name);
  if (at < 0) return undefined;
  return then.length < now.length
    ? 'cannot drop columns from view'
    : `cannot change name of view column "${now[at]}" to "${then[at]}"`;
}

/** A number that is taken or set waits for nobody who takes one. */
function numbered({ numbers = [] }: Other, at: At): readonly Hold[] {
  return numbers.flatMap((each) => {
    if (!('table' in each)) return all([each], 'ROW EXCLUSIVE');
    return all(
      sequencesOf(at.schema, each.table, each.column).map(({ name }) => name),
      'ROW EXCLUSIVE',
    );
  });
}
