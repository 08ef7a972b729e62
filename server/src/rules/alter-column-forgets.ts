import type { Severity } from '../model/finding.ts';
import { listed } from '../model/listed.ts';
import type { ColumnAttribute } from '../model/migration.ts';
import { columnText } from '../model/name.ts';
import { type Redefined, redefined } from '../model/redefined.ts';
import type { AnalyzedStep, Rule } from '../model/rule.ts';
import { byStatement } from '../model/statements.ts';
import { sayWhole } from '../plans/said-whole.ts';

export const alterColumnForgets: Rule = {
  id: 'alter-column-forgets',
  severity: 'error',
  inDowngrade: 'same',
  docs: {
    what: 'A column is defined anew by a statement that does not say all of it.',
    why: 'MySQL and MariaDB change a column by MODIFY or CHANGE, which define it as a whole: NOT NULL, DEFAULT, AUTO_INCREMENT, COMMENT and the collation are gone without a word where the statement does not repeat them. The migration succeeds; inserts fail later, or rows hold NULL that no code expects.',
    instead:
      'Say all that the column is: existing_nullable, existing_server_default, existing_autoincrement and existing_comment of alter_column(), or the clauses of the definition in SQL. A default alone is changed by ALTER COLUMN … SET DEFAULT, which forgets nothing.',
    links: [
      'https://alembic.sqlalchemy.org/en/latest/ops.html#alembic.operations.Operations.alter_column',
      'https://dev.mysql.com/doc/refman/8.4/en/alter-table.html#alter-table-redefine-column',
    ],
  },
  examples: [
    {
      engine: 'mysql',
      history: [
        'op.create_table("users", sa.Column("id", sa.Integer(), primary_key=True), sa.Column("status", sa.String(20), nullable=False, server_default="new"))',
      ],
      bad: 'op.alter_column("users", "status", type_=sa.String(50))',
      good: 'op.alter_column(\n    "users",\n    "status",\n    type_=sa.String(50),\n    existing_nullable=False,\n    existing_server_default="new",\n)',
    },
    {
      engine: 'mariadb',
      tool: 'sql',
      history: ["CREATE TABLE users (id INT PRIMARY KEY, status VARCHAR(20) NOT NULL DEFAULT 'new');"],
      bad: 'ALTER TABLE users MODIFY status VARCHAR(50);',
      good: "ALTER TABLE users MODIFY status VARCHAR(50) NOT NULL DEFAULT 'new';",
    },
  ],
  *check({ direction, steps, opposite }) {
    const origin = direction === 'down' ? opposite[0]?.before : undefined;
    for (const actions of byStatement(steps)) {
      const [step] = actions;
      const found = step && step.effects.refused === undefined ? redefined(actions, origin) : undefined;
      const { lost = [], perhaps = [] } = found ?? {};
      if (!step || !found || (lost.length === 0 && (found.bySql || perhaps.length === 0))) continue;
      const column = columnText(found.table, found.column);
      const sure = lost.length > 0;
      const gone = listed((sure ? lost : perhaps).map((each) => words[each]));
      yield {
        span: step.head,
        severity: severityOf(found, step),
        message: `${column} loses ${gone}${sure ? '' : ' if it has any'}: the statement defines it anew and leaves that out`,
        fixes: sure ? sayWhole(actions, found, direction === 'up' ? opposite : []) : [],
      };
    }
  },
};

/** A default that nobody knows of is seldom there: autogenerate would have said it. */
function severityOf({ lost, perhaps, bySql }: Redefined, { before }: AnalyzedStep): Severity {
  if (lost.length > 0) return bySql || before.doubtful ? 'warning' : 'error';
  return perhaps.includes('nullability') ? 'warning' : 'info';
}

const words: Readonly<Record<ColumnAttribute, string>> = {
  nullability: 'NOT NULL',
  default: 'its default',
  identity: 'AUTO_INCREMENT',
  comment: 'its comment',
  collation: 'its collation',
};
