import type { MirrorColumn, StopMirror } from '../../model/operation.ts';
import { constant, identifier, qualified } from './identifier.ts';

/**
 * A trigger that keeps two columns of each written row equal. A new row takes `to` where it was given, because `from` may
 * hold nothing but its default; a changed row takes the column that changed, `to` where both did. So `to` must have no
 * default of its own as long as the trigger stands. The values are compared as text because types such as `json` have no
 * equality, and assigned, not coalesced, so that the two types may differ. PostgreSQL 10 knows only `EXECUTE PROCEDURE`,
 * which all later versions take: https://www.postgresql.org/docs/current/sql-createtrigger.html
 */
export function printMirror({ table, from, to, name }: MirrorColumn): string {
  const body = ('column' in from ? equal(from.column, to) : computed(from.expression, to)).join('\n');
  const mirror = qualified({ schema: table.schema, name });
  return [
    `CREATE FUNCTION ${mirror}() RETURNS trigger LANGUAGE plpgsql AS ${quotedBody(body)}`,
    `CREATE TRIGGER ${identifier(name)} BEFORE INSERT OR UPDATE ON ${qualified(table)} ` +
      `FOR EACH ROW EXECUTE PROCEDURE ${mirror}()`,
  ].join(';\n');
}

function equal(from: string, to: string): readonly string[] {
  const [a, b] = [identifier(from), identifier(to)];
  return [
    'BEGIN',
    "  IF TG_OP = 'INSERT' THEN",
    `    IF NEW.${b} IS NULL THEN`,
    `      NEW.${b} := NEW.${a};`,
    '    ELSE',
    `      NEW.${a} := NEW.${b};`,
    '    END IF;',
    `  ELSIF NEW.${b}::text IS DISTINCT FROM OLD.${b}::text THEN`,
    `    NEW.${a} := NEW.${b};`,
    `  ELSIF NEW.${a}::text IS DISTINCT FROM OLD.${a}::text THEN`,
    `    NEW.${b} := NEW.${a};`,
    '  END IF;',
    '  RETURN NEW;',
    'END;',
  ];
}

/** The expression names the columns of the row as they are. */
function computed(expression: string, to: string): readonly string[] {
  return [
    'BEGIN',
    `  SELECT ${expression} INTO NEW.${identifier(to)} FROM (SELECT NEW.*) AS written;`,
    '  RETURN NEW;',
    'END;',
  ];
}

export function printStopMirror({ table, name }: StopMirror): string {
  return [
    `DROP TRIGGER ${identifier(name)} ON ${qualified(table)}`,
    `DROP FUNCTION ${qualified({ schema: table.schema, name })}()`,
  ].join(';\n');
}

/** Dollar-quoted, unless a name in it holds the quote itself. */
function quotedBody(body: string): string {
  return body.includes('$$') ? constant(body) : `$$\n${body}\n$$`;
}
