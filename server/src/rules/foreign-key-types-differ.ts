import type { ColumnType } from '../model/column.ts';
import { newForeignKeys } from '../model/foreign-keys.ts';
import { columnText, type Name } from '../model/name.ts';
import type { AnalyzedStep, Rule } from '../model/rule.ts';
import { columnOf, isSame, keyOf } from '../model/schema.ts';
import type { KeyTypes } from '../model/traits.ts';

export const foreignKeyTypesDiffer: Rule = {
  id: 'foreign-key-types-differ',
  severity: 'warning',
  inDowngrade: 'silent',
  docs: {
    what: 'A foreign key’s column has another type than the column that it points at.',
    why: 'MySQL and MariaDB refuse it (errno 150) unless size and sign, or character set and collation, are the same. PostgreSQL takes what it can compare: an integer then runs out of numbers while the bigint it points at goes on, and other pairs are turned into each other at every comparison.',
    instead: 'Give the column the type of the one that it points at.',
    links: [
      'https://dev.mysql.com/doc/refman/8.4/en/create-table-foreign-keys.html',
      'https://www.postgresql.org/docs/current/ddl-constraints.html#DDL-CONSTRAINTS-FK',
    ],
  },
  examples: [
    {
      engine: 'postgresql',
      history: ['op.create_table("users", sa.Column("id", sa.BigInteger(), primary_key=True))'],
      bad: 'op.add_column("orders", sa.Column("user_id", sa.Integer(), sa.ForeignKey("users.id")))',
      good: 'op.add_column("orders", sa.Column("user_id", sa.BigInteger(), sa.ForeignKey("users.id")))',
    },
    {
      engine: 'mysql',
      history: ['op.create_table("users", sa.Column("id", sa.BigInteger(), primary_key=True))'],
      bad: 'op.add_column("orders", sa.Column("user_id", sa.Integer(), sa.ForeignKey("users.id")))',
      good: 'op.add_column("orders", sa.Column("user_id", sa.BigInteger(), sa.ForeignKey("users.id")))',
    },
  ],
  *check({ steps, traits }) {
    for (const step of steps) {
      for (const { table, key } of newForeignKeys(step.operation)) {
        const pointed = key.referencedColumns.length > 0 ? key.referencedColumns : keyOf(step.before, key.references);
        for (const [place, column] of key.columns.entries()) {
          const [from, to] = [typeIn(step, table, column), typeIn(step, key.references, pointed[place])];
          const how = from && to && traits.keyTypes(from, to, step.before);
          if (!how || how === 'alike') continue;
          const target = columnText(key.references, pointed[place] ?? '');
          yield {
            span: step.head,
            ...(how === 'refused' && { severity: 'error' }),
            message: `${columnText(table, column)} is ${typeText(from)} and points at ${target}, which is ${typeText(to)}: ${outcomes[how]}`,
          };
        }
      }
    }
  },
};

const outcomes: Readonly<Record<Exclude<KeyTypes, 'alike'>, string>> = {
  narrower: 'it runs out of numbers first',
  wider: 'it has numbers that can point at nothing',
  converted: 'one is turned into the other at each comparison',
  refused: 'the server refuses the key',
};

/** As the statement itself says, or as history knows. */
function typeIn({ operation, before }: AnalyzedStep, table: Name, column: string | undefined): ColumnType | undefined {
  if (operation.kind === 'createTable' && isSame(operation.table, table))
    return operation.columns.find(({ name }) => name === column)?.type;
  if (operation.kind === 'addColumn' && isSame(operation.table, table) && operation.column.name === column)
    return operation.column.type;
  return column === undefined ? undefined : columnOf(before, table, column)?.type;
}

function typeText({ name, unsigned, arguments: sizes }: ColumnType): string {
  return `${name}${sizes.length > 0 ? `(${sizes.join(', ')})` : ''}${unsigned ? ' unsigned' : ''}`;
}
