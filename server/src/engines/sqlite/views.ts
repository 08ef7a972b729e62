import { type Name, relationText } from '../../model/name.ts';
import { viewsOn } from '../../model/objects.ts';
import { isGone, parameterOf, schemaKey, tableOf } from '../../model/schema.ts';
import type { At } from './facts.ts';

/** Whether the name is that of a view, as far as history tells. */
export function isView({ schema }: At, name: Name): boolean {
  return !schema.doubtful && !tableOf(schema, name) && schema.views.has(schemaKey(name));
}

/**
 * To rename or drop anything, SQLite reads the whole schema again, and stumbles over every view whose table is gone. So does the last
 * step of a table that is made anew under a view: https://www.sqlite.org/lang_altertable.html#otheralter
 */
export function brokenView(at: At): string | undefined {
  if (at.schema.doubtful || at.release < 26 || isOn(at, 'legacy_alter_table') === true) return undefined;
  for (const { name, reads } of at.schema.views.values()) {
    const missing = reads.find(({ relation }) => isGone(at.schema, relation));
    if (missing) return `error in view ${relationText(name)}: no such table: main.${missing.relation.name}`;
  }
  return triggerMissing(at, (table) => isGone(at.schema, table));
}

/** What a trigger has in its statements is looked for as well. */
function triggerMissing({ schema }: At, isMissing: (table: Name) => boolean, but?: Name): string | undefined {
  for (const { name, triggers = [] } of schema.tables.values()) {
    if (but && schemaKey(name) === schemaKey(but)) continue;
    for (const { name: trigger, uses } of triggers) {
      const missing = uses?.find(isMissing);
      if (missing) return `error in trigger ${trigger}: no such table: main.${missing.name}`;
    }
  }
  return undefined;
}

/** A table that is made anew under a view, or that another's trigger uses, is gone when the new one gets its name, which SQLite refuses then. */
export function inTheWay(table: Name, at: At): string | undefined {
  if (at.schema.doubtful || at.release < 26 || isOn(at, 'legacy_alter_table') === true) return undefined;
  const view = viewsOn(at.schema, table).sure[0];
  if (view) return `error in view ${relationText(view.name)}: no such table: main.${table.name}`;
  return triggerMissing(at, (used) => schemaKey(used) === schemaKey(table), table);
}

/** The first view that names the column itself; one that reads `*` is content with the columns that are left. */
export function viewNaming(at: At, table: Name, column: string): Name | undefined {
  if (at.schema.doubtful) return undefined;
  const known = [...(tableOf(at.schema, table)?.columns.keys() ?? [])];
  const exact = known.find((each) => each.toLowerCase() === column.toLowerCase()) ?? column;
  return viewsOn(at.schema, table, exact).sure[0]?.name;
}

/** Whether the migration has set the pragma; undefined where it says nothing of it. */
export function isOn({ schema }: At, pragma: string): boolean | undefined {
  const value = parameterOf(schema, pragma);
  return value === undefined ? undefined : /^'?(1|on|true|yes)'?$/i.test(value);
}
