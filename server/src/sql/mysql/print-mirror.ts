import type { MirrorColumn, StopMirror } from '../../model/operation.ts';
import { identifier, qualified } from './identifier.ts';

/**
 * Two triggers that keep two columns of each written row equal: one event a trigger is all that MySQL knows. A new row
 * takes `to` where it was given, a changed row the column that changed, `to` where both did. Values are compared byte by
 * byte, because to most collations `a` and `A` are the same. https://dev.mysql.com/doc/refman/8.4/en/create-trigger.html
 */
export function printMirror({ table, from, to, name, back, partner }: MirrorColumn): string | undefined {
  // What is computed from a row needs no trigger here: a column can be that itself. And none may write to a table whose triggers
  // write back: https://dev.mysql.com/doc/refman/8.4/en/stored-program-restrictions.html
  if (name.length > longestName || back || partner || !('column' in from)) return undefined;
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
