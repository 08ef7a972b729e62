import { foreignKeysTo, onDelete } from './foreign-keys.ts';
import { listed } from './listed.ts';
import { columnText, type Name, relationText } from './name.ts';
import { isFresh, isSame, type Schema } from './schema.ts';

/** What becomes of the rows of other tables that point at a table whose rows are all deleted; none where none are written. */
export function pointingRows(schema: Schema, table: Name): string | undefined {
  const keys = foreignKeysTo(schema, table, 'all').filter(
    ({ child }) => !isSame(child, table) && !isFresh(schema, child),
  );
  const done = fates.flatMap(([action, fate]) => fate(keys.filter(({ key }) => action.test(key.onDelete ?? ''))));
  return done.length === 0 ? undefined : listed(done);
}

/**
 * The tables whose rows, where they point at the table, keep its old form from being dropped. A copy's key to its own table
 * points at the old one, so that its rows do so, too: Alembic's batch leaves the copy behind then.
 * https://www.sqlite.org/foreignkeys.html#fk_schemacommands
 */
export function refusingTables(schema: Schema, table: Name, byTool: boolean): readonly string[] {
  const keys = foreignKeysTo(schema, table, 'all').filter(({ child, key }) =>
    isSame(child, table) ? byTool : onDelete(key) === 'refuses' && !isFresh(schema, child),
  );
  return [...new Set(keys.map(({ child }) => relationText(child)))];
}

type Pointing = ReturnType<typeof foreignKeysTo>;

const fates: readonly (readonly [RegExp, (keys: Pointing) => readonly string[]])[] = [
  [
    /^cascade/i,
    (keys) =>
      all(
        'deletes the rows of',
        '',
        keys.map(({ child }) => relationText(child)),
      ),
  ],
  [/^set null/i, (keys) => all('sets', ' to NULL', columnsOf(keys))],
  [/^set default/i, (keys) => all('sets', ' to the default', columnsOf(keys))],
];

function all(before: string, behind: string, names: readonly string[]): readonly string[] {
  return names.length === 0 ? [] : [`${before} ${listed([...new Set(names)])}${behind}`];
}

function columnsOf(keys: Pointing): readonly string[] {
  return keys.flatMap(({ child, key }) => key.columns.map((each) => columnText(child, each)));
}
