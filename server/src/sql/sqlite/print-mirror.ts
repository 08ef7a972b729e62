import type { MirrorColumn, Partner, StopMirror } from '../../model/operation.ts';
import { identifier, qualified } from './identifier.ts';

/**
 * Three triggers that carry what is written to a row to the row of another table that belongs to it: for a new row, for a new value,
 * and for another key. They write only what differs, so that those of both tables come to an end, whether or not a trigger may set off
 * itself. Values are compared byte by byte, because some collations do not tell `a` from `A`. The other table is in the same file.
 * https://www.sqlite.org/lang_createtrigger.html https://www.sqlite.org/pragma.html#pragma_recursive_triggers
 */
export function printMirror(operation: MirrorColumn): string | undefined {
  const { table, from, partner, name } = operation;
  if (!partner || !('column' in from)) return undefined;
  const [own, key] = [identifier(from.column), identifier(partner.key)];
  const { all, met, given } = statements(operation, partner, own);
  const relinked = differs(`NEW.${key}`, `OLD.${key}`);
  const written = differs(`NEW.${own}`, `OLD.${own}`);
  const triggers = [
    { suffix: 'insert', on: 'INSERT', when: [], body: [met, given] },
    { suffix: 'update', on: 'UPDATE', when: [`WHEN ${written}`, `  AND NOT (${relinked})`], body: [all] },
    { suffix: 'relink', on: 'UPDATE', when: [`WHEN ${relinked}`], body: [met, given] },
  ];
  return triggers
    .map(({ suffix, on, when, body }) => {
      const trigger = qualified({ schema: table.schema, name: `${name}_${suffix}` });
      const lines = body.map((each) => `  ${each};`);
      return [
        `CREATE TRIGGER ${trigger} AFTER ${on} ON ${identifier(table.name)}`,
        ...when,
        'BEGIN',
        ...lines,
        'END',
      ].join('\n');
    })
    .join(';\n');
}

export function printStopMirror({ table, name, ifExists }: StopMirror): string {
  return ['insert', 'update', 'relink']
    .map(
      (each) =>
        `DROP TRIGGER ${ifExists ? 'IF EXISTS ' : ''}${qualified({ schema: table.schema, name: `${name}_${each}` })}`,
    )
    .join(';\n');
}

/** The value that is given goes there; where it is none, or may be nothing but a default, that of the other row comes here. */
function statements({ table, to, yields }: MirrorColumn, partner: Partner, own: string) {
  const [key, by, its] = [partner.key, partner.by, to].map(identifier);
  const [here, there] = [identifier(table.name), identifier(partner.table.name)];
  const theirs = `(SELECT theirs.${its} FROM ${there} AS theirs WHERE theirs.${by} = NEW.${key})`;
  const give = `UPDATE ${there} SET ${its} = NEW.${own} WHERE ${by} = NEW.${key}`;
  const isMet = yields === 'when linked' ? '' : ` AND NEW.${own} IS NULL`;
  return {
    all: `${give}\n    AND ${differs(its, `NEW.${own}`)}`,
    met: [
      `UPDATE ${here} SET ${own} = ${theirs}`,
      `    WHERE ${key} = NEW.${key}${isMet} AND ${theirs} IS NOT NULL`,
      `    AND ${differs(own, theirs)}`,
    ].join('\n'),
    given: `${give}\n    AND NEW.${own} IS NOT NULL AND ${yields === 'when linked' ? `${its} IS NULL` : differs(its, `NEW.${own}`)}`,
  };
}

function differs(one = '', other = ''): string {
  return `CAST(${one} AS BLOB) IS NOT CAST(${other} AS BLOB)`;
}
