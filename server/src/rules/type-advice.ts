import type { Column } from '../model/column.ts';
import { columnText, type Name } from '../model/name.ts';
import type { AnalyzedStep, Rule } from '../model/rule.ts';
import { columnOf } from '../model/schema.ts';
import type { Drawback } from '../model/traits.ts';

export const typeAdvice: Rule = {
  id: 'type-advice',
  severity: 'info',
  inDowngrade: 'silent',
  docs: {
    what: 'A column gets a type that has a better one beside it.',
    why: 'A timestamp without time zone does not say which moment it means; json is text without equality or indexes of its keys; money depends on the server’s locale; char(n) pads with blanks; floating point numbers lose cents; a serial has a sequence with rights of its own.',
    instead:
      'Take timestamptz, jsonb, numeric, text or varchar, and GENERATED … AS IDENTITY. A type is easy to choose while the column is new, and costs a rewrite of the table later.',
    links: [
      'https://www.postgresql.org/docs/current/datatype.html',
      'https://www.postgresql.org/docs/current/ddl-identity-columns.html',
    ],
  },
  examples: [
    {
      engine: 'postgresql',
      bad: 'op.add_column("orders", sa.Column("price", sa.Float()))',
      good: 'op.add_column("orders", sa.Column("price", sa.Numeric(12, 2)))',
    },
    {
      engine: 'postgresql',
      tool: 'sql',
      bad: 'CREATE TABLE events (id bigserial PRIMARY KEY, payload json, created_at timestamp);',
      good: 'CREATE TABLE events (id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY, payload jsonb, created_at timestamptz);',
    },
  ],
  *check({ steps, traits }) {
    for (const step of steps) {
      const found = new Map<Drawback, string[]>();
      const { table, columns } = newColumns(step);
      for (const column of columns) {
        const drawback = traits.drawbackOf(column);
        if (drawback && matters(drawback, column, step))
          found.set(drawback, [...(found.get(drawback) ?? []), column.name]);
      }
      for (const [{ what, why, better }, [first = '', ...more]] of found) {
        const names = [table ? columnText(table, first) : first, ...more].join(', ');
        yield { span: step.head, message: `The ${what} of ${names} ${why}: ${better}` };
      }
    }
  },
};

/** The columns whose types are chosen here. */
function newColumns({ operation, before }: AnalyzedStep): {
  readonly table?: Name;
  readonly columns: readonly Column[];
} {
  if (operation.kind === 'createTable') return operation.temporary ? { columns: [] } : operation;
  if (operation.kind === 'addColumn') return { table: operation.table, columns: [operation.column] };
  if (operation.kind !== 'changeType') return { columns: [] };
  const { table, column: name, type } = operation;
  // Another length of the same type is not another choice.
  const old = operation.existing?.type ?? columnOf(before, table, name)?.type;
  return old?.name === type?.name ? { columns: [] } : { table, columns: [{ name, type, nullable: true }] };
}

function matters({ onlyFor }: Drawback, { name }: Column, { sql }: AnalyzedStep): boolean {
  if (onlyFor === 'written') return sql !== undefined;
  return onlyFor !== 'money' || /(^|_)(price|amount|total|subtotal|cost|balance|fee|salary|revenue)s?(_|$)/i.test(name);
}
