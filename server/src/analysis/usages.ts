import { classNames } from '../model/class-names.ts';
import type { Migration } from '../model/migration.ts';
import { type Name, relationText } from '../model/name.ts';
import type { Operation } from '../model/operation.ts';
import type { Mentions, Usage, Usages } from '../model/usage.ts';
import type { Project, Workspace } from '../model/workspace.ts';
import { rules } from '../rules/index.ts';
import type { Source, Span } from '../text.ts';
import { declarations } from './declared.ts';
import type { History } from './history/history.ts';
import { namesInSql } from './named-in-sql.ts';

/**
 * Which files of the application name what the migration takes away, or have the classes that it imports. Nobody looks for what is
 * taken away where so many migrations stand behind that the application of today knows it well, nor for anything where no rule
 * would say so.
 */
export async function mentionsFor(
  migration: Migration,
  history: History,
  { rules: settings }: Project,
  workspace: Workspace,
): Promise<Mentions | undefined> {
  const heard = rules.filter(({ id }) => settings[id] !== 'off');
  const asksNames = heard.some(({ asksApplication }) => asksApplication) && isRecent(migration, history);
  const taken = asksNames ? migration.up.flatMap(({ operation }) => takenBy(operation)) : [];
  const names = taken.flatMap(({ table, column }) =>
    [table.name, ...classNames(table.name)].map((each) => (column === undefined ? [each] : [column, each])),
  );
  const models = heard.some(({ asksClasses }) => asksClasses) ? (migration.models ?? []) : [];
  const classes = models.flatMap(({ name, asTable }) => (asTable ? [[`class ${name}`]] : []));
  const words = [...names, ...classes];
  return words.length === 0 ? undefined : workspace.mentions?.(words, migration.path);
}

/** Whether what the migration takes away may still be in use. */
export function isRecent(migration: Migration, history: History): boolean {
  return migrationsBehind(migration, history).length <= mostBehind;
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

function usagesOf({ root, files, sources }: Mentions, table: Name, column: string | undefined): Usages {
  const places = sources.flatMap((source) => {
    const placed = (as: Usage['as'], spans: readonly Span[]) =>
      spans.map((span) => ({ as, path: source.path, span, place: placeOf(source, span, root) }));
    return [
      ...placed('model', declarations(source, table, column)),
      ...placed('sql', namesInSql(source, table.name, column)),
    ];
  });
  return { places: places.sort((a, b) => Number(a.as === 'sql') - Number(b.as === 'sql')), files };
}

/** What is gone under its name afterwards. */
function takenBy(operation: Operation): readonly { readonly table: Name; readonly column?: string }[] {
  if (operation.kind === 'dropColumn' || operation.kind === 'renameColumn')
    return [{ table: operation.table, column: operation.column }];
  const isTable = operation.kind === 'renameTable' || (operation.kind === 'dropTable' && !operation.temporary);
  return isTable ? [{ table: operation.table }] : [];
}

/** What one branch of work may well add; an application whose tables went before that has noticed. */
const mostBehind = 10;

function placeOf({ path, text }: Source, { start }: Span, root: string): string {
  const shown = path.startsWith(root) ? path.slice(root.length).replace(/^[\\/]/, '') : path;
  return `${shown}:${text.slice(0, start).split('\n').length}`;
}
