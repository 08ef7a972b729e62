import type { Column, Default } from '../model/column.ts';
import type { Fix } from '../model/finding.ts';
import { columnText } from '../model/name.ts';
import type { Operation } from '../model/operation.ts';
import type { AnalyzedStep, Rule } from '../model/rule.ts';

export const stringDefaultConstant: Rule = {
  id: 'string-default-constant',
  severity: 'error',
  inDowngrade: 'same',
  docs: {
    what: 'A default that is meant as an expression is given as a plain string.',
    why: "The string is quoted: DEFAULT 'now()' is evaluated once, when the migration runs, and every later row gets that same moment; for other types the text itself is stored, or the statement fails.",
    instead: 'Write it without quotes: DEFAULT now() in SQL, sa.text("now()") or sa.func.now() in SQLAlchemy.',
  },
  examples: [
    {
      engine: 'postgresql',
      bad: 'op.add_column("users", sa.Column("seen", sa.DateTime(), server_default="now()"))',
      good: 'op.add_column(\n    "users", sa.Column("seen", sa.DateTime(), server_default=sa.text("now()"))\n)',
    },
  ],
  *check({ steps }) {
    for (const step of steps) {
      for (const { column, value } of defaultsOf(step.operation)) {
        if (value?.kind !== 'constant' || !looksLikeExpression(value.value)) continue;
        yield {
          span: step.head,
          message: `The default of ${column} is the text '${value.value}', a constant: it is not evaluated for each row`,
          fixes: asExpression(step, value.value),
        };
      }
    }
  },
};

function looksLikeExpression(value: string): boolean {
  return /^\s*([a-z_][\w.]*\(.*\)|current_(timestamp|date|time|user)|localtime(stamp)?)\s*$/i.test(value);
}

function defaultsOf(operation: Operation): readonly { readonly column: string; readonly value: Default | undefined }[] {
  const name = (column: string) =>
    'table' in operation && operation.table ? columnText(operation.table, column) : column;
  const of = (column: Column) => ({ column: name(column.name), value: column.default });
  if (operation.kind === 'addColumn') return [of(operation.column)];
  if (operation.kind === 'createTable') return operation.columns.map(of);
  return operation.kind === 'setDefault' ? [{ column: name(operation.column), value: operation.default }] : [];
}

function asExpression(step: AnalyzedStep, sql: string): readonly Fix[] {
  const value: Default = { kind: 'expression', sql };
  const changed = withDefault(step.operation, value);
  if (!changed) return [];
  const to = { operation: changed, transaction: step.transaction };
  return [{ title: 'Make it an expression', rewrites: [{ kind: 'set', step, to }] }];
}

function withDefault(operation: Operation, value: Default): Operation | undefined {
  if (operation.kind === 'addColumn') return { ...operation, column: { ...operation.column, default: value } };
  return operation.kind === 'setDefault' ? { ...operation, default: value } : undefined;
}
