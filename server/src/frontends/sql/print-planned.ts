import type { Planned } from '../../model/finding.ts';
import { printed, type WrittenStatement } from '../../sql/edit/written-statement.ts';
import { readSql } from '../../sql/parse.ts';
import { printBackfill } from './print-backfill.ts';

/** The statements that carry a planned operation out, without their semicolons; undefined where it cannot be said. */
export function printPlanned(
  { operation, sql }: Planned,
  style: Pick<WrittenStatement, 'engine' | 'lower'>,
): readonly string[] | undefined {
  if (sql !== undefined) return [sql];
  if (operation.kind === 'backfill') return printBackfill(operation, style.engine);
  const text = printed(operation, style);
  return text === undefined ? undefined : readSql(text, style.engine).map((each) => each.text);
}
