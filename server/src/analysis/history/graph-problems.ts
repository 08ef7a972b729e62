import type { Engine } from '../../model/engine.ts';
import { fileName } from '../../model/file-name.ts';
import type { Environment, Frontend } from '../../model/frontend.ts';
import type { Migration } from '../../model/migration.ts';
import type { History } from './history.ts';
import type { Revision } from './revisions.ts';
import { standingOf } from './standing.ts';

interface Ground {
  readonly frontend: Pick<Frontend, 'identity' | 'home'>;
  readonly engine: Pick<Engine, 'lengthsAreLabels'>;
  readonly environment: Environment;
}

/** What is wrong with a graph as a whole, each thing once, in sentences without a full stop. */
export function graphProblems(
  revisions: readonly Revision[],
  history: History,
  ground: Ground,
  reasons: ReadonlyMap<string, string | undefined> = new Map(),
): readonly string[] {
  const problems = revisions.flatMap((each) => [
    ...unreadOf(each.migration, reasons.get(each.migration.path)),
    ...missingOf(each),
    ...standingProblems(each.migration, history, ground),
  ]);
  return [...new Set([...problems, ...labelsTwice(revisions)])];
}

function unreadOf({ path, unread, errors }: Migration, reason?: string): readonly string[] {
  const file = fileName(path);
  if (reason !== undefined) return [`${file} ${reason}`];
  if (unread?.includes('id')) return [`Which revision ${file} is can only be told by running it`];
  if (unread?.includes('parents')) return [`Which revision ${file} follows can only be told by running it`];
  if (errors.length > 0 && path.endsWith('.py'))
    return [`${file} is not valid Python, and no revision can be loaded beside it`];
  return [];
}

/** A label is a name like an id: what names two is refused. */
function labelsTwice(revisions: readonly Revision[]): readonly string[] {
  const owners = new Map(revisions.flatMap(({ migration: { id } }) => (id === undefined ? [] : [[id, id]])));
  return revisions.flatMap(({ migration: { id = '', labels } }) =>
    labels.flatMap((label) => {
      const owner = owners.get(label);
      owners.set(label, id);
      return owner === undefined ? [] : [`The label ${label} of ${id} is a name of ${owner} already`];
    }),
  );
}

function missingOf({ key, migration, missing }: Revision): readonly string[] {
  const { gap, path } = migration;
  if (gap !== undefined)
    return [`${fileName(path)} comes next, and number ${gap} is missing: the tool does not go on behind a gap`];
  return missing.map((id) => {
    const how = migration.parents.includes(id) ? 'follows' : 'depends on';
    return `${migration.id ?? fileName(key)} ${how} ${id}, and no file has that revision`;
  });
}

function standingProblems(migration: Migration, history: History, ground: Ground): readonly string[] {
  const { twins, circle, rivals } = standingOf(migration, history, ground);
  const files = [migration, ...twins].map(({ path }) => fileName(path)).sort();
  const heads = [migration, ...rivals].flatMap(({ id }) => id ?? []).sort();
  return [
    ...(twins.length > 0
      ? [`${listed(files)} are one and the same: ${migration.version?.trim() ?? migration.id}`]
      : []),
    ...(circle.length > 0 ? [`These follow one another in a circle: ${listed([...new Set(circle)].sort())}`] : []),
    ...(rivals.length > 0 ? [`There are ${heads.length} heads that nothing joins: ${listed(heads)}`] : []),
  ];
}

function listed(names: readonly string[]): string {
  const shown = names.length > 10 ? [...names.slice(0, 9), `${names.length - 9} more`] : names;
  const last = shown.at(-1) ?? '';
  return shown.length < 2 ? last : `${shown.slice(0, -1).join(', ')} and ${last}`;
}
