import type { MirrorColumn, StopMirror } from '../model/operation.ts';
import { constant, identifier, qualified } from './identifier.ts';

/**
 * A trigger that keeps two columns of each written row equal. A new row takes whichever of the two was given, a changed
 * row whichever of the two changed; `from`, which the released code writes, wins where both did. It runs last among the
 * table's triggers only if its name sorts last: https://www.postgresql.org/docs/current/trigger-definition.html
 */
export function printMirror({ table, from, to, name }: MirrorColumn): string {
  const [a, b] = [`NEW.${identifier(from)}`, `NEW.${identifier(to)}`];
  const changed = (column: string) => `NEW.${identifier(column)} IS DISTINCT FROM OLD.${identifier(column)}`;
  const lines = [
    'BEGIN',
    "  IF TG_OP = 'INSERT' THEN",
    `    ${a} := COALESCE(${a}, ${b});`,
    `    ${b} := ${a};`,
    `  ELSIF ${changed(from)} THEN`,
    `    ${b} := ${a};`,
    `  ELSIF ${changed(to)} THEN`,
    `    ${a} := ${b};`,
    '  END IF;',
    '  RETURN NEW;',
    'END;',
  ];
  const mirror = functionOf(table.schema, name);
  return [
    `CREATE FUNCTION ${mirror}() RETURNS trigger LANGUAGE plpgsql AS ${quotedBody(lines.join('\n'))}`,
    `CREATE TRIGGER ${identifier(name)} BEFORE INSERT OR UPDATE ON ${qualified(table)} ` +
      `FOR EACH ROW EXECUTE FUNCTION ${mirror}()`,
  ].join(';\n');
}

export function printStopMirror({ table, name }: StopMirror): string {
  return [
    `DROP TRIGGER ${identifier(name)} ON ${qualified(table)}`,
    `DROP FUNCTION ${functionOf(table.schema, name)}()`,
  ].join(';\n');
}

function functionOf(schema: string | undefined, name: string): string {
  return qualified({ schema, name });
}

/** Dollar-quoted, unless a name in it holds the quote itself. */
function quotedBody(body: string): string {
  return body.includes('$$') ? constant(body) : `$$\n${body}\n$$`;
}
