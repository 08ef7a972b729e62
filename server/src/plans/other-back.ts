import type { Planned } from '../model/finding.ts';
import type { Name } from '../model/name.ts';
import type { Operation, Other } from '../model/operation.ts';
import type { AnalyzedStep } from '../model/rule.ts';
import { columnOf, schemaKey, type Table, tableOf } from '../model/schema.ts';
import { shared } from './planned.ts';
import { settingBack } from './setting-back.ts';
import type { Ground, Led } from './way-back.ts';
import { writtenBefore } from './written-before.ts';

/** What undoes a statement without an operation of its own; undefined where nobody knows. */
export function otherBack(step: AnalyzedStep, operation: Other, ground: Ground): Led | undefined {
  const { renames, toSchema, relations, statement } = operation;
  const [relation] = relations;
  // Nobody knows whether there was one.
  if (renames && /\bif\s+exists\b/i.test(step.sql ?? '')) return undefined;
  if (renames) return led([renamedBack(operation, renames)]);
  if (relation && toSchema !== undefined) return movedBack(operation, relation, toSchema);
  if (operation.comment !== undefined && relation) return commentBack(operation, relation, step);
  const set = settingBack(step, operation, ground);
  if (set) return set === 'unknown' ? undefined : set;
  const [, what = ''] = /^(?:CREATE|DROP) (.+)$/.exec(statement) ?? [];
  const kind = kinds.get(what);
  if (!kind) return undefined;
  const names = kind.names(operation);
  if (names.length === 0) return undefined;
  if (statement.startsWith('CREATE')) {
    const [name] = names;
    const was = name && kind.replaces ? writtenBefore(step, kind.word, name, ground) : undefined;
    if (was === 'unclear') return undefined;
    if (was !== undefined && name && kind.word === 'TRIGGER')
      return { planned: [shared(dropOf(kind.word, operation, names)), ...again(operation, was).planned], notes: [] };
    if (was !== undefined) return again(operation, was);
    const replaces = operation.replaces === true || /^\s*create\s+or\s+replace\b/i.test(step.sql ?? '');
    return name && replaces && mayHaveBeen(operation, name, step.before)
      ? undefined
      : led([dropOf(kind.word, operation, names)]);
  }
  const texts = names.map((name) => writtenBefore(step, kind.word, name, ground));
  if (texts.some((text) => text === undefined || text === 'unclear')) return undefined;
  const planned = names.flatMap((name, at) => [
    ...again({ ...operation, ...(kind.word.endsWith('VIEW') && { relations: [name] }) }, texts[at] ?? '').planned,
    ...(tableOf(step.before, name)?.indexes ?? [])
      .filter(() => kind.word === 'MATERIALIZED VIEW')
      .map((index) => shared({ ...index, concurrently: undefined, ifNotExists: undefined })),
  ]);
  return { planned, notes: [] };
}

/** One that was made elsewhere, or where nobody could read it, would have to come back. */
function mayHaveBeen({ makes, trigger, relations }: Other, name: Name, before: AnalyzedStep['before']): boolean {
  const { doubtful, functions, views } = before;
  if (doubtful) return true;
  if (makes) return functions?.has(schemaKey(name)) === true;
  const [relation] = relations;
  const table = trigger && relation && tableOf(before, relation);
  return trigger ? table?.complete !== true || named(table, trigger.name) : views.has(schemaKey(name));
}

function named({ triggers = [] }: Table, trigger: string): boolean {
  return triggers.some(({ name }) => name === trigger);
}

interface Kind {
  readonly word: string;
  readonly names: (operation: Other) => readonly Name[];
  /** CREATE OR REPLACE, of what may have been there. */
  readonly replaces?: true;
}

const ofObjects = ({ objects = [] }: Other) => objects;
const ofView = ({ view, relations }: Other) => (view ? [view] : relations);

const kinds: ReadonlyMap<string, Kind> = new Map<string, Kind>([
  ['VIEW', { word: 'VIEW', names: ofView, replaces: true }],
  ['MATERIALIZED VIEW', { word: 'MATERIALIZED VIEW', names: ofView }],
  ['MATERIALIZED VIEW WITH NO DATA', { word: 'MATERIALIZED VIEW', names: ofView }],
  ['SEQUENCE', { word: 'SEQUENCE', names: ({ sequence, relations }) => (sequence ? [sequence.name] : relations) }],
  [
    'FUNCTION',
    { word: 'FUNCTION', names: ({ makes, objects = [] }) => (makes ? [makes.name] : objects), replaces: true },
  ],
  [
    'PROCEDURE',
    { word: 'PROCEDURE', names: ({ makes, objects = [] }) => (makes ? [makes.name] : objects), replaces: true },
  ],
  [
    'TRIGGER',
    {
      word: 'TRIGGER',
      names: ({ trigger, objects = [] }) => (trigger ? [{ name: trigger.name }] : objects),
      replaces: true,
    },
  ],
  ['POLICY', { word: 'POLICY', names: ({ policy, objects = [] }) => (policy ? [{ name: policy.name }] : objects) }],
  ['DOMAIN', { word: 'DOMAIN', names: ofObjects }],
  ['EXTENSION', { word: 'EXTENSION', names: ofObjects }],
  ['SCHEMA', { word: 'SCHEMA', names: ofObjects }],
  ['STATISTICS', { word: 'STATISTICS', names: ofObjects }],
]);

function dropOf(word: string, { relations }: Other, names: readonly Name[]): Operation {
  const isRelation = /VIEW$|^SEQUENCE$/.test(word);
  if (word === 'TRIGGER' || word === 'POLICY')
    return { kind: 'other', statement: `DROP ${word}`, relations: relations.slice(0, 1), objects: names };
  return {
    kind: 'other',
    statement: `DROP ${word}`,
    relations: isRelation ? names : [],
    ...(!isRelation && { objects: names }),
  };
}

function again(operation: Other, sql: string): Led {
  const planned: Planned = {
    operation: { ...operation, statement: operation.statement.replace('DROP', 'CREATE') },
    transaction: 'shared',
    sql,
  };
  return { planned: [planned], notes: [] };
}

function led(operations: readonly Operation[]): Led {
  return { planned: operations.map(shared), notes: [] };
}

function renamedBack(operation: Other, renames: NonNullable<Other['renames']>): Operation {
  const { from, to, what } = renames;
  const name = { ...from, name: to };
  const relations = operation.relations.map((each) => (schemaKey(each) === schemaKey(from) ? name : each));
  return { ...operation, relations, renames: { what, from: name, to: from.name } };
}

function movedBack(operation: Other, relation: Name, toSchema: string): Led {
  const moved = { ...relation, schema: toSchema };
  return led([{ ...operation, relations: [moved], toSchema: relation.schema ?? 'public' }]);
}

/** An empty comment is none. */
function commentBack(operation: Other, relation: Name, { before }: AnalyzedStep): Led | undefined {
  const table = tableOf(before, relation);
  if (!table?.complete) return undefined;
  const was = operation.column === undefined ? table.comment : columnOf(before, relation, operation.column)?.comment;
  return led([{ ...operation, comment: was ?? '' }]);
}
