import { after } from '../model/after.ts';
import type { Phase } from '../model/finding.ts';
import { foreignKeysTo } from '../model/foreign-keys.ts';
import { type Name, relationText } from '../model/name.ts';
import { isRebuildable } from '../model/operation.ts';
import type { PatternGround } from '../model/pattern.ts';
import { isSame, type Schema, tableOf } from '../model/schema.ts';

/**
 * Where the server copies the table while others wait there are programs that copy it beside them: their commands, to be run before
 * the migration, which then is only recorded. None where nothing is copied so, or more happens than they can do.
 * Sources: https://github.com/github/gh-ost/blob/master/doc/requirements-and-limitations.md
 * https://docs.percona.com/percona-toolkit/pt-online-schema-change.html
 */
export function doneOutside(
  { up }: Phase,
  table: Name,
  whole: Schema,
  { effects, print }: PatternGround,
): readonly string[] {
  let schema = whole;
  let copies = false;
  const clauses: (string | undefined)[] = [];
  for (const { operation } of up) {
    const { algorithm, lock } = effects(operation, schema);
    copies ||= algorithm === 'COPY' && lock !== 'NONE';
    const isOfTable = isRebuildable(operation) && isSame(operation.table, table);
    clauses.push(isOfTable ? clauseOf(print?.(operation, schema)) : undefined);
    schema = after(schema, operation);
  }
  if (!copies || !clauses.every((each) => each !== undefined)) return [];
  const commands = [byLog(clauses, table, whole, schema), byTriggers(clauses, table, whole)].flatMap(
    (each) => each ?? [],
  );
  if (commands.length === 0) return [];
  return [
    `Where ${relationText(table)} is large, it is changed beforehand while everyone goes on, and this migration is then recorded as run instead of run.`,
    ...commands,
  ];
}

function clauseOf(sql: string | undefined): string | undefined {
  return /^ALTER TABLE (?:`(?:[^`]|``)+`|\w+)(?:\.(?:`(?:[^`]|``)+`|\w+))? ([^;]+)$/.exec(sql ?? '')?.[1];
}

/** It follows the server's log, and takes neither foreign keys, on either end, nor triggers. */
function byLog(clauses: readonly string[], table: Name, before: Schema, left: Schema): string | undefined {
  const known = tableOf(left, table);
  if (hasKeys(left, table) || hasKeys(before, table) || (known?.triggers ?? []).length > 0) return undefined;
  if (foreignKeysTo(before, table, 'all').length > 0) return undefined;
  return `By gh-ost: gh-ost --database=${database(table)} --table=${word(table.name)} --alter=${word(clauses.join(', '))} --execute`;
}

/** Its own triggers write what is written meanwhile. The table's name stands in a list of words with commas. */
function byTriggers(clauses: readonly string[], table: Name, before: Schema): string | undefined {
  if (/[,=\s]/.test(table.name) || (tableOf(before, table)?.triggers ?? []).length > 0) return undefined;
  const follow = foreignKeysTo(before, table, 'all').length > 0 ? ' --alter-foreign-keys-method=auto' : '';
  const renames = hasKeys(before, table)
    ? '; it puts an underscore before the names of foreign keys that are there'
    : '';
  const place = `D=${database(table)},t=${word(table.name)}`;
  return `By pt-online-schema-change: pt-online-schema-change --alter ${word(clauses.join(', '))}${follow} --execute ${place}${renames}`;
}

function hasKeys(schema: Schema, table: Name): boolean {
  return tableOf(schema, table)?.constraints.some(({ kind }) => kind === 'foreignKey') === true;
}

function database({ schema }: Name): string {
  return schema === undefined ? 'DATABASE' : word(schema);
}

/** As one word of a shell, without a backslash, which docstrings double. */
function word(text: string): string {
  return /^[\w.-]+$/.test(text) ? text : `'${text.replaceAll("'", `'"'"'`)}'`;
}
