import type { Given, MirrorColumn, Partner, StopMirror } from '../../model/operation.ts';
import { rowValueText } from '../print-clause.ts';
import { constant, identifier, qualified } from './identifier.ts';
import { carrying } from './print-partner.ts';

/**
 * A trigger that keeps two columns of each written row equal. A new row takes `to` where it was given, because `from` may
 * hold nothing but its default; a changed row takes the column that changed, `to` where both did. So `to` must have no
 * default of its own as long as the trigger stands. The values are compared as text because types such as `json` have no
 * equality, and assigned, not coalesced, so that the two types may differ. PostgreSQL 10 knows only `EXECUTE PROCEDURE`,
 * which all later versions take: https://www.postgresql.org/docs/current/sql-createtrigger.html
 */
export function printMirror(operation: MirrorColumn): string | undefined {
  const { table, from, to, name, back, partner } = operation;
  if (partner) return printCarrier(operation, partner);
  const body = (
    back ? bothWays(operation, back) : 'column' in from ? equal(from.column, to) : computed(from.expression, to)
  ).join('\n');
  const mirror = qualified({ schema: table.schema, name });
  return [
    `CREATE FUNCTION ${mirror}() RETURNS trigger LANGUAGE plpgsql AS ${quotedBody(body)}`,
    `CREATE TRIGGER ${identifier(name)} BEFORE INSERT OR UPDATE ON ${qualified(table)} ` +
      `FOR EACH ROW EXECUTE PROCEDURE ${mirror}()`,
  ].join(';\n');
}

/** It finds the tables that it names where the migration found them, whatever the search path of whoever writes. */
function printCarrier(operation: MirrorColumn, partner: Partner): string | undefined {
  const { table, name } = operation;
  const body = carrying(operation, partner);
  if (!body) return undefined;
  const mirror = qualified({ schema: table.schema, name });
  const path = table.schema === undefined || partner.table.schema === undefined ? ' SET search_path FROM CURRENT' : '';
  return [
    `CREATE FUNCTION ${mirror}() RETURNS trigger LANGUAGE plpgsql${path} AS ${quotedBody(body.join('\n'))}`,
    `CREATE TRIGGER ${identifier(name)} AFTER INSERT OR UPDATE ON ${qualified(table)} ` +
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

/**
 * Either side of columns gives the other. Who fills a side that was NULL with just what the other gives has changed nothing: the
 * other stays as it is, for what is computed forth and back need not be what it was.
 */
function bothWays({ table, from, to, along = [] }: MirrorColumn, back: readonly Given[]): readonly string[] {
  const forth = [{ column: to, value: from }, ...along];
  return [
    `DECLARE given ${qualified(table)}%ROWTYPE;`,
    'BEGIN',
    "  IF TG_OP = 'INSERT' THEN",
    `    IF ${isNull(forth, 'NEW')} THEN`,
    ...fill(forth, 'NEW', '      '),
    '    ELSE',
    ...fill(back, 'NEW', '      '),
    '    END IF;',
    `  ELSIF ${areChanged(forth)} THEN`,
    ...update(forth, back),
    `  ELSIF ${areChanged(back)} THEN`,
    ...update(back, forth),
    '  END IF;',
    '  RETURN NEW;',
    'END;',
  ];
}

function update(written: readonly Given[], others: readonly Given[]): readonly string[] {
  const asGiven = namesOf(written).map(
    (each) => `      AND (NEW.${each} IS NULL OR NEW.${each}::text IS NOT DISTINCT FROM given.${each}::text)`,
  );
  return [
    '    given := NEW;',
    ...fill(written, 'given', '    '),
    `    IF ${isNull(written, 'OLD')}`,
    ...asGiven,
    '    THEN',
    '      NEW := given;',
    '    ELSE',
    ...fill(others, 'NEW', '      '),
    '    END IF;',
  ];
}

function fill(side: readonly Given[], row: string, indent: string): readonly string[] {
  return [
    `${indent}SELECT ${side.map(({ value }) => rowValueText(value, identifier)).join(', ')}`,
    `${indent}INTO ${namesOf(side)
      .map((each) => `${row}.${each}`)
      .join(', ')}`,
    `${indent}FROM (SELECT NEW.*) AS written;`,
  ];
}

function isNull(side: readonly Given[], row: string): string {
  return namesOf(side)
    .map((each) => `${row}.${each} IS NULL`)
    .join(' AND ');
}

function areChanged(side: readonly Given[]): string {
  return namesOf(side)
    .map((each) => `NEW.${each}::text IS DISTINCT FROM OLD.${each}::text`)
    .join(' OR ');
}

function namesOf(side: readonly Given[]): readonly string[] {
  return side.map(({ column }) => identifier(column));
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

export function printStopMirror({ table, name, ifExists }: StopMirror): string {
  const there = ifExists ? 'IF EXISTS ' : '';
  return [
    `DROP TRIGGER ${there}${identifier(name)} ON ${qualified(table)}`,
    `DROP FUNCTION ${there}${qualified({ schema: table.schema, name })}()`,
  ].join(';\n');
}

/** Dollar-quoted, unless a name in it holds the quote itself. */
function quotedBody(body: string): string {
  return body.includes('$$') ? constant(body) : `$$\n${body}\n$$`;
}
