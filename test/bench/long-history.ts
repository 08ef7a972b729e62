import type { Source } from '../../server/src/text.ts';

/**
 * As many revisions as a project has after some years: tables, then columns, indexes, keys and changes of types; every
 * fortieth begins a branch of three that a merge closes.
 */
export function alembicHistory(count: number): readonly Source[] {
  const files: Source[] = [];
  let head: string | undefined;
  while (files.length < count) {
    const number = files.length;
    if (number % 40 === 30 && number + 5 < count) {
      const [left, right, further] = [idOf(number), idOf(number + 1), idOf(number + 2)];
      files.push(revision(number, [head]), revision(number + 1, [head]), revision(number + 2, [right]));
      files.push(revision(number + 3, [left, further], 'merge'));
      head = idOf(number + 3);
    } else {
      files.push(revision(number, [head]));
      head = idOf(number);
    }
  }
  return files;
}

/** The same changes as files of SQL, one behind the other. */
export function sqlHistory(count: number): readonly Source[] {
  return Array.from({ length: count }, (_, number) => ({
    path: `/app/migrations/V${number + 1}__change_${number}.sql`,
    text: `${changeOf(number).sql.join('\n')}\n`,
  }));
}

export function idOf(number: number): string {
  return (number * 7919 + 0xabc000).toString(16).padStart(12, '0');
}

function revision(number: number, parents: readonly (string | undefined)[], kind?: 'merge'): Source {
  const id = idOf(number);
  const [first, second] = parents;
  const below = second === undefined ? (first === undefined ? 'None' : `"${first}"`) : `("${first}", "${second}")`;
  const { up, down } = kind === 'merge' ? { up: ['pass'], down: ['pass'] } : changeOf(number);
  return {
    path: `/app/versions/${id}_change_${number}.py`,
    text: `"""change ${number}

Revision ID: ${id}
Revises: ${parents.join(', ')}
Create Date: 2021-03-04 10:${String(number % 60).padStart(2, '0')}:21.418213

"""
from typing import Sequence, Union

import sqlalchemy as sa
from alembic import op

# revision identifiers, used by Alembic.
revision: str = "${id}"
down_revision: Union[str, None] = ${below}
branch_labels: Union[str, Sequence[str], None] = None
depends_on: Union[str, Sequence[str], None] = None


def upgrade() -> None:
    ${up.join('\n    ')}


def downgrade() -> None:
    ${down.join('\n    ')}
`,
  };
}

interface Change {
  readonly up: readonly string[];
  readonly down: readonly string[];
  readonly sql: readonly string[];
}

/** One in four makes a table; the others change what is there. */
function changeOf(number: number): Change {
  const table = `table_${Math.floor(number / 4) - (number % 4 === 0 ? 0 : (number * 31) % (Math.floor(number / 4) + 1))}`;
  const column = `column_${number}`;
  if (number % 4 === 0) return newTable(`table_${number / 4}`, number);
  if (number % 4 === 1)
    return {
      up: [`op.add_column("${table}", sa.Column("${column}", sa.String(length=80), nullable=True))`],
      down: [`op.drop_column("${table}", "${column}")`],
      sql: [`ALTER TABLE ${table} ADD COLUMN ${column} varchar(80);`],
    };
  if (number % 4 === 2)
    return {
      up: [`op.create_index("ix_${table}_${number}", "${table}", ["name", "created_at"], unique=False)`],
      down: [`op.drop_index("ix_${table}_${number}", table_name="${table}")`],
      sql: [`CREATE INDEX ix_${table}_${number} ON ${table} (name, created_at);`],
    };
  return {
    up: [
      `op.add_column("${table}", sa.Column("${column}", sa.Integer(), server_default="0", nullable=False))`,
      `op.alter_column("${table}", "name", existing_type=sa.String(length=${60 + number}), type_=sa.String(length=${61 + number}))`,
      `op.execute("UPDATE ${table} SET ${column} = 1 WHERE name IS NULL")`,
    ],
    down: [
      `op.alter_column("${table}", "name", existing_type=sa.String(length=${61 + number}), type_=sa.String(length=${60 + number}))`,
      `op.drop_column("${table}", "${column}")`,
    ],
    sql: [
      `ALTER TABLE ${table} ADD COLUMN ${column} integer DEFAULT 0 NOT NULL;`,
      `ALTER TABLE ${table} ALTER COLUMN name TYPE varchar(${61 + number});`,
      `UPDATE ${table} SET ${column} = 1 WHERE name IS NULL;`,
    ],
  };
}

function newTable(table: string, number: number): Change {
  const other = `table_${Math.floor(number / 8)}`;
  return {
    up: [
      'op.create_table(',
      `    "${table}",`,
      '    sa.Column("id", sa.BigInteger(), autoincrement=True, nullable=False),',
      '    sa.Column("name", sa.String(length=60), nullable=True),',
      '    sa.Column("amount", sa.Numeric(precision=12, scale=2), nullable=False),',
      '    sa.Column("created_at", sa.DateTime(timezone=True), server_default=sa.text("now()"), nullable=False),',
      '    sa.Column("parent_id", sa.BigInteger(), nullable=True),',
      `    sa.ForeignKeyConstraint(["parent_id"], ["${other}.id"], name="fk_${table}_parent"),`,
      '    sa.PrimaryKeyConstraint("id"),',
      ')',
      `op.create_index(op.f("ix_${table}_parent_id"), "${table}", ["parent_id"], unique=False)`,
    ],
    down: [`op.drop_index(op.f("ix_${table}_parent_id"), table_name="${table}")`, `op.drop_table("${table}")`],
    sql: [
      `CREATE TABLE ${table} (`,
      '  id bigserial PRIMARY KEY,',
      '  name varchar(60),',
      '  amount numeric(12, 2) NOT NULL,',
      '  created_at timestamptz DEFAULT now() NOT NULL,',
      `  parent_id bigint CONSTRAINT fk_${table}_parent REFERENCES ${other} (id)`,
      ');',
      `CREATE INDEX ix_${table}_parent_id ON ${table} (parent_id);`,
    ],
  };
}
