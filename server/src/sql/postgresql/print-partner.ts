import type { MirrorColumn, Partner } from '../../model/operation.ts';
import { identifier, qualified } from './identifier.ts';

/**
 * The body of a trigger that carries a written value to the row of another table that belongs to the written one. It writes only
 * what differs, so that two of them, one on either table, come to an end. Where rows meet, because one is new or has got
 * another key, the other one is locked before anything is read of it: a change of it that has not been committed is waited for, and
 * the next statement sees it. Values are compared as text because types such as `json` have no equality.
 * https://www.postgresql.org/docs/current/transaction-iso.html#XACT-READ-COMMITTED
 */
export function carrying({ table, from, to, yields }: MirrorColumn, partner: Partner): readonly string[] | undefined {
  if (!('column' in from)) return undefined;
  const [own, its] = [identifier(from.column), identifier(to)];
  const [key, by] = [identifier(partner.key), identifier(partner.by)];
  const other = qualified(partner.table);
  const met = [
    `NEW.${own} IS NULL`,
    ...(yields ? ['NOT written'] : []),
    ...(yields === 'when linked' ? ["TG_OP = 'INSERT'"] : []),
  ];
  return [
    'DECLARE',
    "  linked boolean := TG_OP = 'INSERT';",
    "  written boolean := TG_OP = 'INSERT';",
    'BEGIN',
    "  IF TG_OP = 'UPDATE' THEN",
    `    linked := NEW.${key} IS DISTINCT FROM OLD.${key};`,
    `    written := NEW.${own}::text IS DISTINCT FROM OLD.${own}::text;`,
    '  END IF;',
    '  IF linked THEN',
    `    PERFORM 1 FROM ${other} AS theirs WHERE theirs.${by} = NEW.${key} FOR NO KEY UPDATE;`,
    `    IF ${met.join(' OR ')} THEN`,
    `      UPDATE ${qualified(table)} AS mine SET ${own} = theirs.${its}`,
    `        FROM ${other} AS theirs WHERE theirs.${by} = NEW.${key} AND mine.${key} = NEW.${key}`,
    `        AND theirs.${its} IS NOT NULL AND mine.${own}::text IS DISTINCT FROM theirs.${its}::text;`,
    `      UPDATE ${other} AS theirs SET ${its} = NEW.${own}`,
    `        WHERE theirs.${by} = NEW.${key} AND theirs.${its} IS NULL AND NEW.${own} IS NOT NULL;`,
    '      RETURN NULL;',
    '    END IF;',
    '  END IF;',
    '  IF linked OR written THEN',
    `    UPDATE ${other} AS theirs SET ${its} = NEW.${own}`,
    `      WHERE theirs.${by} = NEW.${key} AND theirs.${its}::text IS DISTINCT FROM NEW.${own}::text;`,
    '  END IF;',
    '  RETURN NULL;',
    'END;',
  ];
}
