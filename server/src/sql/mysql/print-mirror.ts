import type { MirrorColumn, Partner, StopMirror } from '../../model/operation.ts';
import { identifier, qualified } from './identifier.ts';

/**
 * Two triggers that keep two columns of each written row equal: one event a trigger is all that MySQL knows. A new row
 * takes `to` where it was given, a changed row the column that changed, `to` where both did. Values are compared byte by
 * byte, because to most collations `a` and `A` are the same. https://dev.mysql.com/doc/refman/8.4/en/create-trigger.html
 */
export function printMirror(operation: MirrorColumn): string | undefined {
  const { table, from, to, name, back, partner } = operation;
  // What is computed from a row needs no trigger here: a column can be that itself.
  if (name.length > longestName || back || !('column' in from)) return undefined;
  if (partner) return printCarrier(operation, partner, from.column);
  const [a, b] = [identifier(from.column), identifier(to)];
  const insert = [`IF NEW.${b} IS NULL THEN`, `    SET NEW.${b} = NEW.${a};`, '  ELSE', `    SET NEW.${a} = NEW.${b};`];
  const update = [
    `IF ${changed(b)} THEN`,
    `    SET NEW.${a} = NEW.${b};`,
    `  ELSEIF ${changed(a)} THEN`,
    `    SET NEW.${b} = NEW.${a};`,
  ];
  const triggers = [
    { event: 'INSERT', lines: insert },
    { event: 'UPDATE', lines: update },
  ];
  return triggers
    .map(({ event, lines }) => {
      const trigger = qualified({ schema: table.schema, name: `${name}_${event.toLowerCase()}` });
      const on = `BEFORE ${event} ON ${qualified(table)} FOR EACH ROW`;
      return [`CREATE TRIGGER ${trigger} ${on}`, 'BEGIN', `  ${lines.join('\n')}`, '  END IF;', 'END'].join('\n');
    })
    .join(';\n');
}

/**
 * One way only: a trigger may not write to a table whose own triggers write back, nor to one that the statement uses already. So
 * those of the one table carry what is written over, and those of the other take what is there when a row comes.
 */
function printCarrier({ table, to, name, yields, onlyTakes }: MirrorColumn, partner: Partner, from: string): string {
  const [own, its, key, by] = [from, to, partner.key, partner.by].map(identifier);
  const there = qualified(partner.table);
  const give = `UPDATE ${there} SET ${its} = NEW.${own} WHERE ${by} = NEW.${key}`;
  const take = `SET NEW.${own} = (SELECT theirs.${its} FROM ${there} AS theirs WHERE theirs.${by} = NEW.${key} LOCK IN SHARE MODE)`;
  const relinked = changed(key ?? '');
  const triggers = onlyTakes
    ? [
        { on: 'BEFORE', event: 'INSERT', when: `NEW.${own} IS NULL`, does: take },
        { on: 'BEFORE', event: 'UPDATE', when: `NEW.${own} IS NULL AND ${relinked}`, does: take },
      ]
    : [
        {
          on: 'AFTER',
          event: 'INSERT',
          when: `NEW.${own} IS NOT NULL`,
          does: yields === 'when linked' ? `${give} AND ${its} IS NULL` : give,
        },
        {
          on: 'AFTER',
          event: 'UPDATE',
          when: `${changed(own ?? '')} OR (NEW.${own} IS NOT NULL AND ${relinked})`,
          does: give,
        },
      ];
  return triggers
    .map(({ on, event, when, does }) => {
      const trigger = qualified({ schema: table.schema, name: `${name}_${event.toLowerCase()}` });
      const head = `CREATE TRIGGER ${trigger} ${on} ${event} ON ${qualified(table)} FOR EACH ROW`;
      return [head, 'BEGIN', `  IF ${when} THEN`, `    ${does};`, '  END IF;', 'END'].join('\n');
    })
    .join(';\n');
}

export function printStopMirror({ table, name, ifExists }: StopMirror): string | undefined {
  if (name.length > longestName) return undefined;
  const trigger = (event: string) => qualified({ schema: table.schema, name: `${name}_${event}` });
  return ['insert', 'update'].map((each) => `DROP TRIGGER ${ifExists ? 'IF EXISTS ' : ''}${trigger(each)}`).join(';\n');
}

/** Names have 64 characters at most, and the event takes seven of them. */
const longestName = 57;

function changed(column: string): string {
  return `NOT (CAST(NEW.${column} AS BINARY) <=> CAST(OLD.${column} AS BINARY))`;
}
