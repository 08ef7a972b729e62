import { afterStep } from '../../model/after-step.ts';
import { withEntry } from '../../model/layered.ts';
import type { Migration } from '../../model/migration.ts';
import { nearest } from '../../model/nearest.ts';
import { emptySchema, type Schema } from '../../model/schema.ts';
import type { Project, Workspace } from '../../model/workspace.ts';
import type { History } from './history.ts';

/** What nothing is said of any more: the migrations that `startAfter` means and all that they rest on, and what git has merged. */
export type Released = ReadonlySet<Migration>;

const none: Released = new Set();
const kept = new WeakMap<History, Kept>();

interface Kept {
  readonly startAfter: string | undefined;
  readonly merged: ReadonlySet<string> | undefined;
  readonly released: Released;
}

/** Those of a project: by `startAfter`, and where only what git has not merged is reported, all that it has. */
export async function releasedOf(
  history: History,
  project: Project,
  workspace: Workspace,
  path: string,
): Promise<Released> {
  const merged = project.unmergedOnly && (await workspace.merged?.(path));
  return releasedIn(history, project.startAfter?.revision, merged);
}

/** None where nothing is set, or where no migration is meant by it. `merged` are paths of files. */
export function releasedIn(
  history: History,
  startAfter: string | undefined,
  merged?: ReadonlySet<string> | undefined,
): Released {
  if (startAfter === undefined && merged === undefined) return none;
  const known = kept.get(history);
  if (known && known.startAfter === startAfter && known.merged === merged) return known.released;
  const meant = startAfter === undefined ? [] : meantBy(startAfter, history);
  const released = new Set(meant.flatMap((each) => [...history.graph.foundations(each, 'all')]));
  for (const each of history.graph.all) if (merged?.has(each.path)) released.add(each);
  kept.set(history, { startAfter, merged, released });
  return released;
}

/**
 * The migrations of this id; or else the only ones whose ids begin so, as the tools themselves take a part for the whole: an
 * id of Alembic's, the version that begins the name of a file.
 */
export function meantBy(startAfter: string, { graph }: History): readonly Migration[] {
  const said = startAfter.trim();
  const exact = graph.with(said);
  if (exact.length > 0) return exact;
  const named = graph.all.filter(({ path }) => path.split(/[\\/]/).at(-1) === said);
  if (named.length > 0) return named;
  const start = asVersion(said);
  const longer = graph.all.filter(({ id, tool }) => {
    if (id === undefined) return false;
    if (tool === 'alembic') return said.length >= 4 && id.startsWith(said);
    const whole = asVersion(id);
    return start !== '' && whole.startsWith(start) && !/^[\da-z]/i.test(whole.slice(start.length));
  });
  return new Set(longer.map(({ id }) => id)).size === 1 ? longer : [];
}

/** What is wrong with the setting, as a sentence without a full stop, where none of the histories that it is for knows the migration. */
export function unknownStart(startAfter: string, histories: readonly History[]): string | undefined {
  if (histories.some((each) => meantBy(startAfter, each).length > 0)) return undefined;
  const ids = histories.flatMap(({ graph }) => graph.all.flatMap(({ id }) => id ?? []));
  if (ids.length === 0) return undefined;
  const near = nearest(startAfter, [...new Set(ids)]);
  const hint = near[0] !== undefined && near.length === 1 ? `; did you mean "${near[0]}"?` : '';
  return `startAfter names no migration that is here: "${startAfter.slice(0, 60)}"${hint}`;
}

/** Without Flyway's letter and leading zeros. */
function asVersion(id: string): string {
  return id.replace(/^V(?=\d)/i, '').replace(/^0+(?=\d)/, '');
}

/** Whether the file is applied already, or takes back what is. */
export function isReleased(migration: Migration, history: History, released: Released): boolean {
  if (released.size === 0) return false;
  const own = history.undone(migration) ?? history.graph.at(migration.path);
  return own !== undefined && released.has(own);
}

/** The schema with the tables that come with the same release: they hold nothing yet, and nobody uses them. */
export function withUnreleased(schema: Schema, migration: Migration, history: History, released: Released): Schema {
  if (released.size === 0) return schema;
  const below = history.graph.foundations(migration, 'all');
  const own = history.order.filter((each) => below.has(each) && !released.has(each) && each.path !== migration.path);
  const steps = own.flatMap(({ up }) => up).filter(({ conditional }) => !conditional);
  let { tables } = schema;
  for (const [key, made] of steps.reduce(afterStep, emptySchema).tables) {
    const table = tables.get(key);
    if (made.fresh && table) tables = withEntry(tables, key, { ...table, fresh: true });
  }
  return { ...schema, tables };
}
