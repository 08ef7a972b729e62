import { format } from '@wasm-fmt/ruff_fmt';
import { describe, expect, test } from 'vitest';
import { fileName } from '../../../server/src/frontends/alembic/file-name.ts';
import { printMigration } from '../../../server/src/frontends/alembic/print.ts';
import { inBlocks, printPlanned } from '../../../server/src/frontends/alembic/print-planned.ts';
import { readMigration } from '../../../server/src/frontends/alembic/read.ts';
import { styleOf, usualStyle } from '../../../server/src/frontends/alembic/style.ts';
import type { Column, ColumnType } from '../../../server/src/model/column.ts';
import type { Phase, Planned } from '../../../server/src/model/finding.ts';
import type { Environment, NewFile } from '../../../server/src/model/frontend.ts';
import type { Operation } from '../../../server/src/model/operation.ts';
import { parsePython } from '../../../server/src/python/parse.ts';
import { statementsText } from '../../../server/src/python/statement.ts';
import { templateNamed } from '../../templates.ts';

const template = templateNamed('alembic/revision');
const user = { name: 'user' };
const inSchema = { name: 'user', schema: 'shop' };

test('a new file with nothing to follow looks as Alembic writes it', () => {
  expect(
    file({
      title: 'Require users.email',
      before: ['Deploy the release that fills email'],
      up: [shared({ kind: 'setNotNull', table: user, column: 'email' })],
      down: [shared({ kind: 'dropNotNull', table: user, column: 'email' })],
    }),
  ).toBe(`"""Require users.email

Revision ID: ab12
Revises: 99ff
Create Date: 2026-02-03 04:05:06.789000

Before this revision runs:

- [ ] Deploy the release that fills email

"""

from typing import Sequence, Union

from alembic import op

# revision identifiers, used by Alembic.
revision: str = "ab12"
down_revision: Union[str, Sequence[str], None] = "99ff"
branch_labels: Union[str, Sequence[str], None] = None
depends_on: Union[str, Sequence[str], None] = None


def upgrade() -> None:
    op.alter_column("user", "email", nullable=False)


def downgrade() -> None:
    op.alter_column("user", "email", nullable=True)
`);
});

test('a file to follow gives its quotes, imports, annotations and indentation', () => {
  const like = `"""older"""
from __future__ import annotations

import datetime
from sqlalchemy import Column, String
from alembic import op as alembic_op


revision = '99ff'
down_revision = None


def upgrade():
  pass
`;
  const column: Column = { name: 'nick', type: { name: 'varchar', arguments: [20] }, nullable: true };
  expect(
    file({ ...empty, up: [shared({ kind: 'addColumn', table: user, column, constraints: [] })] }, like, {}, []),
  ).toBe(`"""Empty

Revision ID: ab12
Revises:
Create Date: 2026-02-03 04:05:06.789000

"""

from __future__ import annotations

from sqlalchemy import Column, String
from alembic import op as alembic_op

# revision identifiers, used by Alembic.
revision = 'ab12'
down_revision = None


def upgrade():
  alembic_op.add_column('user', Column('nick', String(length=20), nullable=True))


def downgrade():
  pass
`);
});

const empty: Phase = { title: 'Empty', before: [], up: [], down: [] };

test('a merge names all its parents', () => {
  const text = file(empty, undefined, {}, ['a', 'b']);
  expect(text).toContain('Revises: a, b\n');
  expect(text).toContain('down_revision: Union[str, Sequence[str], None] = ("a", "b")\n');
});

test('a title cannot end the docstring', () => {
  expect(file({ ...empty, title: 'Drop """old"""\nC:\\new"' }).split('\n')[0]).toBe(
    '"""Drop \\"\\"\\"old\\"\\"\\" C:\\\\new"',
  );
});

test('a CRLF file is followed with CRLF', () => {
  const text = file(empty, 'revision = "a"\r\ndown_revision = None\r\n');
  expect(text.split('\n').every((line, at, all) => at === all.length - 1 || line.endsWith('\r'))).toBe(true);
});

test('what cannot be printed stops the migration when it runs', () => {
  const rows: Operation = { kind: 'updateRows', table: user, columns: ['a'], rows: 'all' };
  expect(printPlanned([shared(rows)], usualStyle(), 'postgresql')).toBeUndefined();
  expect(file({ ...empty, down: [shared(rows)] })).toContain('    raise NotImplementedError(\n');
});

describe('operations', () => {
  test.each<[Operation, string]>([
    [{ kind: 'dropTable', table: inSchema, ifExists: true }, 'op.drop_table("user", schema="shop", if_exists=True)'],
    [{ kind: 'dropTable', table: user, cascade: true }, `op.execute('DROP TABLE "user" CASCADE')`],
    [{ kind: 'renameTable', table: inSchema, to: 'b' }, 'op.rename_table("user", "b", schema="shop")'],
    [{ kind: 'dropColumn', table: user, column: 'a' }, 'op.drop_column("user", "a")'],
    [{ kind: 'renameColumn', table: user, column: 'a', to: 'b' }, 'op.alter_column("user", "a", new_column_name="b")'],
    [
      { kind: 'changeType', table: user, column: 'a', type: type('bigint'), using: 'a::bigint' },
      'op.alter_column("user", "a", type_=sa.BigInteger(), postgresql_using="a::bigint")',
    ],
    [
      { kind: 'setNotNull', table: user, column: 'a', existing: { type: type('varchar', 20) } },
      'op.alter_column("user", "a", existing_type=sa.String(length=20), nullable=False)',
    ],
    [{ kind: 'setDefault', table: user, column: 'a' }, 'op.alter_column("user", "a", server_default=None)'],
    [
      { kind: 'setDefault', table: user, column: 'a', default: { kind: 'constant', value: 'it\'s "x"' } },
      `op.alter_column("user", "a", server_default='it\\'s "x"')`,
    ],
    [
      { kind: 'setDefault', table: user, column: 'a', default: { kind: 'expression', sql: "'a:b'::text" } },
      `op.alter_column("user", "a", server_default=sa.text("'a:b'::text"))`,
    ],
    [
      {
        kind: 'addConstraint',
        table: user,
        constraint: { kind: 'check', name: 'ck', expression: 'a > 0', notValid: true },
      },
      'op.create_check_constraint("ck", "user", "a > 0", postgresql_not_valid=True)',
    ],
    [
      {
        kind: 'addConstraint',
        table: inSchema,
        constraint: {
          kind: 'foreignKey',
          name: 'fk',
          columns: ['a'],
          references: { name: 'b', schema: 's' },
          referencedColumns: ['id'],
          onDelete: 'CASCADE',
          deferrable: true,
          initially: 'DEFERRED',
          notValid: true,
        },
      },
      `op.create_foreign_key(
        "fk",
        "user",
        "b",
        ["a"],
        ["id"],
        source_schema="shop",
        referent_schema="s",
        ondelete="CASCADE",
        initially="DEFERRED",
        deferrable=True,
        postgresql_not_valid=True,
    )`,
    ],
    [
      { kind: 'addConstraint', table: user, constraint: { kind: 'unique', name: 'uq', columns: ['a', 'b'] } },
      'op.create_unique_constraint("uq", "user", ["a", "b"])',
    ],
    [
      { kind: 'addConstraint', table: user, constraint: { kind: 'unique', name: 'uq', columns: [], usingIndex: 'ix' } },
      `op.execute('ALTER TABLE "user" ADD CONSTRAINT uq UNIQUE USING INDEX ix')`,
    ],
    [
      { kind: 'addConstraint', table: user, constraint: { kind: 'primaryKey', name: 'pk', columns: ['id'] } },
      'op.create_primary_key("pk", "user", ["id"])',
    ],
    [
      { kind: 'dropConstraint', table: user, name: 'fk', type: 'foreignKey', ifExists: true },
      'op.drop_constraint("fk", "user", type_="foreignkey", if_exists=True)',
    ],
    [
      { kind: 'validateConstraint', table: user, name: 'ck' },
      `op.execute('ALTER TABLE "user" VALIDATE CONSTRAINT ck')`,
    ],
    [
      {
        kind: 'createIndex',
        table: user,
        name: 'ix',
        keys: [{ column: 'a' }, { expression: 'lower(b)' }],
        unique: true,
        method: 'btree',
        include: ['c'],
        where: 'a > 0',
        concurrently: true,
        ifNotExists: true,
      },
      `op.create_index(
        "ix",
        "user",
        ["a", sa.text("lower(b)")],
        unique=True,
        postgresql_using="btree",
        postgresql_include=["c"],
        postgresql_where=sa.text("a > 0"),
        postgresql_concurrently=True,
        if_not_exists=True,
    )`,
    ],
    [
      { kind: 'dropIndex', index: { name: 'ix' }, table: user, concurrently: true },
      'op.drop_index("ix", table_name="user", postgresql_concurrently=True)',
    ],
    [
      { kind: 'createEnum', type: { name: 'mood' }, values: [':a', 'b:c'] },
      `op.execute("CREATE TYPE mood AS ENUM ('\\\\:a', 'b:c')")`,
    ],
    [
      { kind: 'truncate', tables: [{ name: 'x'.repeat(60) }, { name: 'y'.repeat(60) }], cascade: true },
      `op.execute("""
        TRUNCATE TABLE ${'x'.repeat(60)},
            ${'y'.repeat(60)} CASCADE
    """)`,
    ],
  ])('%j', (operation, text) => {
    expect(printed([shared(operation)])).toBe(`    ${text}`);
  });

  test('a table with everything', () => {
    const columns: readonly Column[] = [
      { name: 'id', type: type('bigint'), nullable: false, identity: 'always' },
      { name: 'sum', type: type('numeric', 10, 2), nullable: true, generated: { expression: 'a + b', stored: true } },
      { name: 'note', type: type('text'), nullable: false, default: { kind: 'constant', value: '' }, comment: 'free' },
    ];
    const constraints = [
      { kind: 'primaryKey', columns: ['id'] },
      { kind: 'foreignKey', columns: ['id'], references: inSchema, referencedColumns: ['id'] },
      { kind: 'unique', name: 'uq', columns: ['note'] },
      { kind: 'check', expression: 'id > 0' },
    ] as const;
    expect(printed([shared({ kind: 'createTable', table: { name: 't' }, columns, constraints })])).toBe(`\
    op.create_table(
        "t",
        sa.Column("id", sa.BigInteger(), sa.Identity(always=True), nullable=False),
        sa.Column(
            "sum",
            sa.Numeric(precision=10, scale=2),
            sa.Computed("a + b", persisted=True),
            nullable=True,
        ),
        sa.Column("note", sa.Text(), server_default="", nullable=False, comment="free"),
        sa.PrimaryKeyConstraint("id"),
        sa.ForeignKeyConstraint(["id"], ["shop.user.id"]),
        sa.UniqueConstraint("note", name="uq"),
        sa.CheckConstraint("id > 0"),
    )`);
  });

  test.each([`'${'a  b '.repeat(20)}'`, `E'it\\'s ${'a  b '.repeat(20)}'`, `'two\nlines ${'a  b '.repeat(20)}'`])(
    'no literal is broken: %j',
    (value) => {
      const operation: Operation = {
        kind: 'addColumn',
        table: { name: 't' },
        column: columnOf(value),
        constraints: [],
      };
      const text = `from alembic import op\n\n\ndef upgrade():\n${printed([shared(operation)])}\n`;
      const [step] = readMigration({ path: 'a.py', text }, { engine: 'postgresql', version: '15' }).up;
      expect(step?.sql).toContain(value);
    },
  );

  test('neighbours that commit by themselves share one block', () => {
    const validate: Operation = { kind: 'validateConstraint', table: user, name: 'ck' };
    const own: Planned = { operation: validate, transaction: 'autocommit' };
    expect(printed([own, own, shared({ kind: 'dropColumn', table: user, column: 'a' }), own])).toBe(`\
    with op.get_context().autocommit_block():
        op.execute('ALTER TABLE "user" VALIDATE CONSTRAINT ck')
        op.execute('ALTER TABLE "user" VALIDATE CONSTRAINT ck')
    op.drop_column("user", "a")
    with op.get_context().autocommit_block():
        op.execute('ALTER TABLE "user" VALIDATE CONSTRAINT ck')`);
  });

  test('a backfill pages through the table, commits each batch and can be repeated', () => {
    const backfill: Operation = {
      kind: 'backfill',
      table: user,
      column: 'Nick',
      value: { expression: `lower(name) || '{:x}"'` },
      key: ['id'],
      batchRows: 500,
    };
    expect(printed([shared(backfill)])).toBe(`\
    with op.get_context().autocommit_block():
        connection = op.get_bind()
        log = logging.getLogger("alembic.runtime.migration")
        batches = 0
        start = connection.scalar(sa.text('SELECT id FROM "user" ORDER BY id LIMIT 1'))
        while start is not None:
            began = time.monotonic()
            end = connection.scalar(
                sa.text(
                    'SELECT id FROM "user" WHERE id >= :start ORDER BY id LIMIT 1 OFFSET 500'
                ),
                {"start": start},
            )
            batch = "id >= :start"
            if end is not None:
                batch += " AND id < :end"
            connection.execute(
                sa.text(f"""
                    UPDATE "user"
                    SET "Nick" = lower(name) || '{{\\\\:x}}"'
                    WHERE {batch} AND "Nick" IS NULL
                """),
                {"start": start, "end": end},
            )
            batches += 1
            if end is not None:
                if batches % 100 == 0:
                    log.info("user.Nick: %s batches, next from id %s", batches, end)
                time.sleep(time.monotonic() - began)
            start = end
        log.info("user.Nick: filled in %s batches", batches)`);
  });

  test('along a key of several columns rows are compared', () => {
    const backfill: Operation = {
      kind: 'backfill',
      table: { name: 'lines' },
      column: 'nick',
      value: { expression: 'upper(name)' },
      key: ['order', 'position'],
      batchRows: 500,
    };
    expect(printed([shared(backfill)])).toBe(`\
    with op.get_context().autocommit_block():
        connection = op.get_bind()
        log = logging.getLogger("alembic.runtime.migration")
        batches = 0
        start = connection.execute(
            sa.text(
                'SELECT "order", position FROM lines ORDER BY "order", position LIMIT 1'
            )
        ).first()
        while start is not None:
            began = time.monotonic()
            keys = {"start_1": start[0], "start_2": start[1]}
            end = connection.execute(
                sa.text(
                    'SELECT "order", position FROM lines WHERE ("order", position) >= (:start_1, :start_2) ORDER BY "order", position LIMIT 1 OFFSET 500'
                ),
                keys,
            ).first()
            batch = '("order", position) >= (:start_1, :start_2)'
            if end is not None:
                batch += ' AND ("order", position) < (:end_1, :end_2)'
                keys.update({"end_1": end[0], "end_2": end[1]})
            connection.execute(
                sa.text(f"""
                    UPDATE lines
                    SET nick = upper(name)
                    WHERE {batch} AND nick IS NULL
                """),
                keys,
            )
            batches += 1
            if end is not None:
                if batches % 100 == 0:
                    log.info(
                        "lines.nick: %s batches, next from order, position %s",
                        batches,
                        end,
                    )
                time.sleep(time.monotonic() - began)
            start = end
        log.info("lines.nick: filled in %s batches", batches)`);
  });

  test('hostile names stay names', () => {
    const name = 'a"b\'c\\d\ne\u202Ef\u{1F600}:g';
    const operations: readonly Operation[] = [
      { kind: 'dropTable', table: { name } },
      { kind: 'createIndex', table: { name }, name, keys: [{ column: name }], concurrently: true },
      { kind: 'validateConstraint', table: { name }, name },
      { kind: 'dropType', type: { name } },
    ];
    const text = `from alembic import op\n\n\ndef upgrade():\n${printed(operations.map(shared))}\n`;
    const { up } = readMigration({ path: 'a.py', text }, { engine: 'postgresql', version: '15' });
    expect(up.map((step) => step.operation)).toMatchObject(operations);
    expect(format(text, 'a.py')).toBe(text);
  });
});

describe('types', () => {
  test.each<[ColumnType, string]>([
    [type('varchar', 50), 'sa.String(length=50)'],
    [{ ...type('varchar', 50), collation: 'C' }, 'sa.String(length=50, collation="C")'],
    [type('timestamptz'), 'sa.DateTime(timezone=True)'],
    [type('timestamptz', 3), 'postgresql.TIMESTAMP(timezone=True, precision=3)'],
    [type('double precision'), 'postgresql.DOUBLE_PRECISION()'],
    [type('jsonb'), 'postgresql.JSONB()'],
    [{ ...type('integer'), dimensions: 2 }, 'sa.ARRAY(sa.Integer(), dimensions=2)'],
    [
      { ...type('shop.mood'), enumeration: { values: ['a', 'b'], native: true } },
      'postgresql.ENUM("a", "b", name="mood", schema="shop", create_type=False)',
    ],
    [
      { ...type('varchar', 3), enumeration: { values: ['a'], native: false } },
      'sa.Enum("a", native_enum=False, length=3)',
    ],
    [{ ...type('integer'), written: 'sa.Integer' }, 'sa.Integer'],
    [{ ...type('integer'), written: 'app.types.Number()' }, 'sa.Integer()'],
  ])('%j', (written, text) => {
    const operation: Operation = { kind: 'changeType', table: user, column: 'a', type: written };
    expect(printed([shared(operation)]).replace(/\s+/g, '')).toContain(`type_=${text.replace(/\s+/g, '')}`);
  });

  test('a type that SQLAlchemy has no class for is said in SQL', () => {
    const operation: Operation = { kind: 'changeType', table: user, column: 'a', type: type('geometry') };
    expect(printed([shared(operation)])).toBe(`    op.execute('ALTER TABLE "user" ALTER COLUMN a TYPE geometry')`);
  });
});

test.each([
  ['from alembic.op import drop_column, execute', 'drop_column("t", "a")'],
  ['import alembic', 'alembic.op.drop_column("t", "a")'],
  ['from alembic.op import *', 'drop_column("t", "a")'],
])('%j: %s', (line, text) => {
  const style = styleOf(parsePython(`${line}\n`));
  const operation: Operation = { kind: 'dropColumn', table: { name: 't' }, column: 'a' };
  const statements = inBlocks(printPlanned([shared(operation)], style, 'postgresql') ?? [], style);
  expect(statementsText(statements, '', '    ')).toBe(text);
});

/** SQLAlchemy has no class for the type, so that the column is added in SQL. */
function columnOf(value: string): Column {
  return { name: 'a', type: type('geometry'), nullable: true, default: { kind: 'expression', sql: value } };
}

function type(name: string, ...values: readonly number[]): ColumnType {
  return { name, arguments: values };
}

function shared(operation: Operation): Planned {
  return { operation, transaction: 'shared' };
}

/** The statements in a function's body; formatting them changes nothing. */
function printed(planned: readonly Planned[]): string {
  const style = usualStyle();
  const statements = printPlanned(planned, style, 'postgresql');
  const text = statementsText(inBlocks(statements ?? [], style), '    ', '    ');
  const whole = `def upgrade():\n${text}\n`;
  expect(format(whole, 'a.py')).toBe(whole);
  return text;
}

test.each(['op, tables, *, tester', '\n    op, tables, *, tester,\n'])(
  'a new file takes what env.py hands over: (%s)',
  (given) => {
    const like = `revision = "a"\n\n\ndef upgrade(${given}):\n    op.drop_table("t")\n`;
    const drop: Planned = shared({ kind: 'dropColumn', table: { name: 't' }, column: 'a' });
    const text = file({ ...empty, up: [drop] }, like, {}, []);
    expect(text).toContain('def upgrade(op, tables, *, tester):\n    op.drop_column("t", "a")\n');
    expect(text).toContain('def downgrade(op, tables, *, tester):\n    pass\n');
  },
);

test('the project’s own script.py.mako says what every file imports, and its style where no file does', () => {
  const mako = `"""\${message}

Revision ID: \${up_revision}
"""
from alembic import op
import sqlalchemy as sa
import sqlmodel
from app import types as app_types
\${imports if imports else ""}

<%
    from datetime import date
%>
revision = \${repr(up_revision)}
down_revision = \${repr(down_revision)}
branch_labels = \${repr(branch_labels)}

% if branch_labels:
def nothing():
    pass
% endif
def upgrade():
    \${upgrades if upgrades else "pass"}


def downgrade():
    \${downgrades if downgrades else "pass"}
`;
  const skeleton = { path: 'script.py.mako', text: mako };
  expect(file(empty, undefined, {}, ['99ff'], { skeleton })).toBe(`"""Empty

Revision ID: ab12
Revises: 99ff
Create Date: 2026-02-03 04:05:06.789000

"""

import sqlmodel
from app import types as app_types

# revision identifiers, used by Alembic.
revision = "ab12"
down_revision = "99ff"
branch_labels = None


def upgrade():
    pass


def downgrade():
    pass
`);
  const like = 'import sqlmodel\nfrom alembic import op\n\n\ndef upgrade():\n    op.f("a")\n';
  const followed = file(empty, like, {}, ['99ff'], { skeleton });
  expect(followed.match(/^(?:import|from) .*$/gm)).toEqual([
    'from typing import Sequence, Union',
    'import sqlmodel',
    'from app import types as app_types',
  ]);
  const broken = { path: 'script.py.mako', text: 'def (\n' };
  expect(file(empty, undefined, {}, ['99ff'], { skeleton: broken })).toContain('revision: str = "ab12"');
});

test('a branch begins with its labels and what it depends on', () => {
  const text = file(empty, undefined, {}, ['99ff'], { labels: ['contract'], dependsOn: ['a1'] });
  expect(text).toContain(
    'branch_labels: Union[str, Sequence[str], None] = ("contract",)\ndepends_on: Union[str, Sequence[str], None] = "a1"\n',
  );
  const like = 'revision = "a"\ndown_revision = None\n\n\ndef upgrade():\n    pass\n';
  expect(file(empty, like, {}, ['99ff'], { labels: ['contract'] })).toContain('branch_labels = ("contract",)\n');
});

test.each([
  ['Europe/Berlin', '2026-02-03 05:05:06.789000+01:00', '2026_02_03_05'],
  ['utc', '2026-02-03 04:05:06.789000+00:00', '2026_02_03_04'],
  ['Asia/Kolkata', '2026-02-03 09:35:06.789000+05:30', '2026_02_03_09'],
])('dates are those of the timezone of the settings: %s', (timezone, date, name) => {
  const moment = new Date(Date.UTC(2026, 1, 3, 4, 5, 6, 789));
  const environment = { timezone, fileTemplate: '%(year)d_%(month).2d_%(day).2d_%(hour).2d' };
  expect(file(empty, undefined, environment, ['99ff'], { created: moment })).toContain(`Create Date: ${date}\n`);
  expect(fileName(environment, { id: 'a', title: 't', created: moment })).toBe(`${name}.py`);
});

test.each([
  ['{{title}}\n{{titel}}\n', 'line 2: there is no variable "titel" here'],
  ['{{title}}\n\n{{#if before}}\n', 'line 4: Expecting'],
  ['{{#each before}}{{/if}}', 'line 1: each doesn'],
  ['{{> other}}', ': The partial other could not be found'],
])('what is wrong with a template is said with its line: %j', (text, problem) => {
  const given = { phase: empty, id: 'a', parents: [], created: new Date(), engine: 'postgresql' as const };
  const printed = printMigration(given, { folders: ['/v'] }, { path: '/mine/revision.hbs', text });
  expect('problem' in printed && printed.problem).toContain('The template /mine/revision.hbs');
  expect('problem' in printed && printed.problem).toContain(problem);
});

function file(
  phase: Phase,
  like?: string,
  environment: Partial<Environment> = {},
  parents = ['99ff'],
  more: Partial<NewFile> = {},
): string {
  const created = new Date(2026, 1, 3, 4, 5, 6, 789);
  const source = like === undefined ? undefined : { path: 'a.py', text: like };
  const given = { phase, id: 'ab12', parents, created, like: source, engine: 'postgresql' as const, ...more };
  const printed = printMigration(given, { folders: ['/versions'], ...environment }, template);
  if ('problem' in printed) throw new Error(printed.problem);
  const { text } = printed;
  expect(parsePython(text).firstError).toBeUndefined();
  if (like === undefined) expect(format(text, 'a.py')).toBe(text);
  return text;
}
