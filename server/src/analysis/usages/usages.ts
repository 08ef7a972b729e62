import { classNames } from '../../model/class-names.ts';
import type { Migration } from '../../model/migration.ts';
import { type Name, relationText } from '../../model/name.ts';
import type { Operation } from '../../model/operation.ts';
import type { Rule } from '../../model/rule.ts';
import type { Mentions, Usages } from '../../model/usage.ts';
import type { Project, Workspace } from '../../model/workspace.ts';
import { rules } from '../../rules/index.ts';
import { overlaps, type Source, type Span } from '../../text.ts';
import type { History } from '../history/history.ts';
import { allClassesOf, basesOf, lineage } from './classes.ts';
import { declarations, mappedTo, type Placed, references } from './declared.ts';
import { namesInSql } from './named-in-sql.ts';
import { sameWords } from './same-word.ts';

/**
 * Which files of the application name what the migration takes away, or have the classes that it imports. Nobody looks for what is
 * taken away where so many migrations stand behind that the application of today knows it well, nor for anything where no rule
 * would say so.
 */
export async function mentionsFor(
  migration: Migration,
  history: History,
  project: Project,
  workspace: Workspace,
): Promise<Mentions | undefined> {
  const taken = asksNames(migration, history, project)
    ? migration.up.flatMap(({ operation }) => takenBy(operation) ?? [])
    : [];
  const names = taken.flatMap(({ table: { name }, column }) => [
    ...[name, ...classNames(name)].map((each) => (column === undefined ? [each] : [column, each])),
    // A class may have the column of a mixin, and not name it.
    ...(column === undefined ? [] : [...toldBy.map((each) => [each, name]), ...classesCalled(classNames(name))]),
  ]);
  const models = heard(project).some(({ asksClasses }) => asksClasses) ? (migration.models ?? []) : [];
  const classes = models.flatMap(({ name, asTable }) => (asTable ? [[`class ${name}`]] : []));
  const words = [...names, ...classes];
  if (words.length === 0) return undefined;
  return workspace.mentions?.(words, migration.path, (sources) => unknownBases(sources, taken));
}

/** How classes say which table is theirs. */
const toldBy = ['__tablename__', 'db_table'];

function classesCalled(names: readonly string[]): readonly (readonly string[])[] {
  return names.flatMap((name) => [[`class ${name}(`], [`class ${name}:`]]);
}

/** What the classes of the tables inherit from lies in other files, which need not name the table. */
function unknownBases(sources: readonly Source[], taken: readonly Taken[]): readonly (readonly string[])[] {
  const all = allClassesOf(sources);
  const tables = new Map(taken.map(({ table }) => [relationText(table), table]));
  const lines = [...tables.values()].flatMap((table) => mappedTo(table, all)).flatMap((each) => lineage(each, all));
  const bases = lines.flatMap(basesOf).filter((name) => !all.some((each) => each.name === name));
  return classesCalled([...new Set(bases)]);
}

/** Whether it is looked for what the migration takes away: that may still be in use, and some rule would say so. */
export function asksNames(migration: Migration, history: History, project: Project): boolean {
  const isRecent = migrationsBehind(migration, history).length <= mostBehind;
  return isRecent && heard(project).some(({ asksApplication }) => asksApplication);
}

function heard({ rules: settings }: Project): readonly Rule[] {
  return rules.filter(({ id }) => settings[id] !== 'off');
}

/** The migrations that stand behind this one, nearest first. */
export function migrationsBehind({ id }: Migration, history: History): readonly Migration[] {
  const all = new Map<string | undefined, Migration>();
  const waiting = id === undefined ? [] : [...history.children(id)];
  for (const each of waiting) {
    if (each.id === undefined || all.has(each.id)) continue;
    all.set(each.id, each);
    waiting.push(...history.children(each.id));
  }
  return [...all.values()];
}

/** Where the sources name the table, or the column of it: declared in a mapped class, or in a statement of SQL. */
export function usagesIn(mentions: Mentions, table: Name, column?: string): Usages {
  const known = found.get(mentions) ?? new Map<string, Usages>();
  found.set(mentions, known);
  const key = `${relationText(table)} ${column ?? ''}`;
  const usages = known.get(key) ?? usagesOf(mentions, table, column);
  known.set(key, usages);
  return usages;
}

/** Kept as long as nobody has searched again: typing asks every time. */
const found = new WeakMap<Mentions, Map<string, Usages>>();

function usagesOf({ root, files, partial, sources }: Mentions, table: Name, column: string | undefined): Usages {
  const placed = ({ source, span }: Placed) => ({
    ...{ path: source.path, span, place: placeOf(source, span, root) },
  });
  const inSql = sources.flatMap((source) =>
    namesInSql(source, table.name, column).map((span): Placed => ({ source, span })),
  );
  const kinds = [
    ['model', declarations(sources, table, column)],
    ['reference', references(sources, table, column)],
    ['sql', inSql],
  ] as const;
  const sure = kinds.flatMap(([, all]) => all);
  const words = sameWords(sources, table, column).filter(
    (each) => !sure.some(({ source, span }) => source === each.source && overlaps(span, each.span)),
  );
  return {
    places: kinds.flatMap(([as, all]) => all.map((each) => ({ as, ...placed(each) }))),
    words: words.map(placed),
    files,
    ...(partial && { partial }),
  };
}

/** What is gone under its name afterwards. */
export function takenBy(operation: Operation): Taken | undefined {
  if (operation.kind === 'dropColumn' || operation.kind === 'renameColumn')
    return { table: operation.table, column: operation.column };
  const isTable = operation.kind === 'renameTable' || (operation.kind === 'dropTable' && !operation.temporary);
  return isTable ? { table: operation.table, column: undefined } : undefined;
}

export interface Taken {
  readonly table: Name;
  /** Undefined where the table goes. */
  readonly column: string | undefined;
}

/** What one branch of work may well add; an application whose tables went before that has noticed. */
const mostBehind = 10;

function placeOf({ path, text }: Source, { start }: Span, root: string): string {
  const shown = path.startsWith(root) ? path.slice(root.length).replace(/^[\\/]/, '') : path;
  return `${shown}:${text.slice(0, start).split('\n').length}`;
}
