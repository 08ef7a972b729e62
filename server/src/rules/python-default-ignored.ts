import type { Fix } from '../model/finding.ts';
import { columnText } from '../model/name.ts';
import type { AddColumn } from '../model/operation.ts';
import type { AnalyzedStep, Rule } from '../model/rule.ts';
import { isFresh, isSame } from '../model/schema.ts';

export const pythonDefaultIgnored: Rule = {
  id: 'python-default-ignored',
  severity: 'error',
  inDowngrade: 'same',
  docs: {
    what: 'A column is added with default=, which the database never hears of.',
    why: 'SQLAlchemy applies default= when the application inserts a row. The migration emits no DEFAULT: rows that exist stay NULL, and with nullable=False the statement fails on them (MySQL and MariaDB give them 0 or an empty string instead).',
    instead:
      'Use server_default= with a string or sa.text(…); since PostgreSQL 11 a constant one takes an instant on any table.',
  },
  examples: [
    {
      engine: 'postgresql',
      bad: 'op.add_column("users", sa.Column("active", sa.Boolean(), default=False))',
      good: 'op.add_column(\n    "users", sa.Column("active", sa.Boolean(), server_default=sa.text("false"))\n)',
    },
  ],
  *check({ steps }) {
    for (const [at, step] of steps.entries()) {
      const { operation, effects } = step;
      if (operation.kind !== 'addColumn' || isFresh(step.before, operation.table)) continue;
      const { column } = operation;
      if (column.clientDefault === undefined || column.default) continue;
      if (column.nullable && steps.slice(at).some((each) => fillsAll(each, operation))) continue;
      const target = columnText(operation.table, column.name);
      yield {
        span: step.head,
        severity: column.nullable ? 'warning' : 'error',
        message: column.nullable
          ? `default=${short(column.clientDefault)} is not sent to the database: existing rows of ${target} stay NULL`
          : `default=${short(column.clientDefault)} is not sent to the database: adding ${target} NOT NULL ${effects.canFailOnRows ? 'fails on existing rows' : "gives existing rows 0, '' or the like"}`,
        fixes: inDatabase(step, operation),
      };
    }
  },
};

/** The rows that exist get their value all the same. */
function fillsAll({ operation: filling, conditional }: AnalyzedStep, { table, column }: AddColumn): boolean {
  if (filling.kind !== 'updateRows' || filling.rows !== 'all' || filling.limit || conditional) return false;
  return isSame(filling.table, table) && filling.columns.includes(column.name);
}

function short(written: string): string {
  const line = written.replace(/\s+/g, ' ');
  return line.length > 40 ? `${line.slice(0, 39)}…` : line;
}

function inDatabase(step: AnalyzedStep, operation: AddColumn): readonly Fix[] {
  const { clientDefaultInDatabase, ...column } = operation.column;
  if (!clientDefaultInDatabase) return [];
  const changed = { ...operation, column: { ...column, clientDefault: undefined, default: clientDefaultInDatabase } };
  return [
    {
      title: 'Make it a server default',
      rewrites: [{ kind: 'set', step, to: { operation: changed, transaction: step.transaction } }],
    },
  ];
}
