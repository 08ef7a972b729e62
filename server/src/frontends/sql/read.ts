import type { Target } from '../../model/frontend.ts';
import type { Migration, Step } from '../../model/migration.ts';
import { readSql } from '../../sql/parse.ts';
import type { Source } from '../../text.ts';

/** Reads a file of SQL statements. Never throws on any text: what it cannot read is an `opaque` operation. */
export function readMigration({ path, text }: Source, { engine }: Target): Migration {
  let begun = false;
  const up = readSql(text, engine).flatMap((statement) =>
    statement.operations.map(({ operation, head }): Step => {
      const transaction = begun ? 'shared' : 'autocommit';
      if (operation.kind === 'controlTransaction') begun = operation.what === 'begin';
      return {
        operation,
        span: statement.span,
        head,
        transaction,
        sql: statement.text,
        ...(statement.error && { error: statement.error }),
      };
    }),
  );
  return {
    tool: 'sql',
    path,
    parents: [],
    dependsOn: [],
    labels: [],
    up,
    down: [],
    rollback: 'raises',
    transaction: 'statement',
    spans: {},
    errors: [],
  };
}
