import { format } from '@wasm-fmt/ruff_fmt';
import { describe, expect, test } from 'vitest';
import { readMigration } from '../../../server/src/frontends/alembic/read.ts';
import { rewriteMigration } from '../../../server/src/frontends/alembic/rewrite.ts';
import type { InPlace, Planned } from '../../../server/src/model/finding.ts';
import type { Step } from '../../../server/src/model/migration.ts';
import type { Operation, OperationKind } from '../../../server/src/model/operation.ts';
import { parsePython } from '../../../server/src/python/parse.ts';
import { applyEdits } from '../../../server/src/text.ts';

const imports = 'import sqlalchemy as sa\nfrom alembic import op\n\n\n';
const table = { name: 't' };
const validate: Planned = { operation: { kind: 'validateConstraint', table, name: 'ck' }, transaction: 'autocommit' };
const relax: Planned = { operation: { kind: 'dropNotNull', table, column: 'a' }, transaction: 'shared' };

describe('a keyword is added and the statement moves out of the transaction', () => {
  const block = 'with op.get_context().autocommit_block():';
  test.each([
    [
      'op.create_index("ix", "t", ["a"])  # noqa',
      `${block}
    op.create_index("ix", "t", ["a"], postgresql_concurrently=True)  # noqa`,
    ],
    [
      'op.create_index("ix", "t", ["a"], postgresql_concurrently=False, unique=True)',
      `${block}
    op.create_index("ix", "t", ["a"], postgresql_concurrently=True, unique=True)`,
    ],
    [
      `op.create_index(
    "ix_of_a_name_long_enough_to_break", "t", ["email_address"], unique=False
)`,
      `${block}
    op.create_index(
        "ix_of_a_name_long_enough_to_break",
        "t",
        ["email_address"],
        unique=False,
        postgresql_concurrently=True,
    )`,
    ],
    [
      `op.create_index(
    "ix",  # its name
    "t",
    # the columns
    ["a"],  # just one
)`,
      `${block}
    op.create_index(
        "ix",  # its name
        "t",
        # the columns
        ["a"],  # just one
        postgresql_concurrently=True,
    )`,
    ],
    [
      `op.create_index('ix', 't', ['a'],
                unique=False)`,
      `${block}
    op.create_index('ix', 't', ['a'],
                    unique=False,
                    postgresql_concurrently=True)`,
    ],
    [
      `op.create_index(
    "ix",
    "t",
    ["a"]  # just one
)`,
      `${block}
    op.create_index(
        "ix",
        "t",
        ["a"],  # just one
        postgresql_concurrently=True
    )`,
    ],
    [
      `op.drop_index("a", "t")
op.drop_index("b", "t")

op.drop_index("c", "t")
# apart
op.drop_index("d", "t")`,
      `${block}
    op.drop_index("a", "t", postgresql_concurrently=True)
    op.drop_index("b", "t", postgresql_concurrently=True)

    op.drop_index("c", "t", postgresql_concurrently=True)
# apart
${block}
    op.drop_index("d", "t", postgresql_concurrently=True)`,
    ],
    [
      'op.create_index("ix", "t", \\\n    ["a"])',
      `${block}\n    op.create_index("ix", "t", \\\n        ["a"],\n        postgresql_concurrently=True)`,
    ],
    [
      'op.drop_column("t", "c"); op.drop_index("a"); op.drop_column("t", "d")',
      `op.drop_column("t", "c")
${block}
    op.drop_index("a", postgresql_concurrently=True)
op.drop_column("t", "d")`,
    ],
    [
      `for name in ["a", "b"]:
    op.drop_index(name)`,
      `for name in ["a", "b"]:
    ${block}
        op.drop_index(name, postgresql_concurrently=True)`,
    ],
    [
      'op.execute("CREATE INDEX ix ON t (a)")',
      `${block}\n    op.create_index("ix", "t", ["a"], postgresql_concurrently=True)`,
    ],
    [
      'op.add_column("t", sa.Column("a", sa.Integer(), unique=True, index=True, nullable=True))',
      `op.add_column("t", sa.Column("a", sa.Integer(), nullable=True))
${block}
    op.create_index("ix_t_a", "t", ["a"], unique=True, postgresql_concurrently=True)`,
    ],
  ])('%j', (before, after) => {
    expect(rewrite(before, concurrently)).toBe(after);
  });

  test('strings keep their lines', () => {
    const [start, sql] = ['def upgrade():\n', 'op.execute("""\nCREATE INDEX CONCURRENTLY ix\n  ON t (a)\n""")\n'];
    const move = (steps: readonly Step[]) => steps.map((step) => set(step, step.operation, 'autocommit'));
    expect(whole(`${start}    ${sql}`, move)).toBe(`${start}    ${block}\n        ${sql}`);
  });

  test("a suite on its header's line gets lines of its own", () => {
    expect(whole('def upgrade(): op.drop_index("a")\n', concurrently)).toBe(
      `def upgrade():\n    ${block}\n        op.drop_index("a", postgresql_concurrently=True)\n`,
    );
  });

  test.each(['', '  # why', '  # noqa: E501', '  # a comment of some length'])(
    'any width with %j behind it',
    (comment) => {
      for (let width = 1; width < 75; width += 2) {
        const call = `op.create_index("${'i'.repeat(width)}", "t", ["a", "b"])${comment}`;
        const text = format(`${imports}def upgrade():\n    if x:\n        ${call}\n    op.drop_index("a")\n`, 'a.py');
        expect(whole(text.slice(imports.length), concurrently)).toContain('postgresql_concurrently=True');
      }
    },
  );

  test.each([
    [
      'from alembic.op import create_index, drop_index',
      'from alembic.op import create_index, drop_index, get_context',
      'get_context()',
    ],
    ['import alembic\n\ndrop_index = alembic.op.drop_index', undefined, 'alembic.op.get_context()'],
  ])('%j', (head, after, context) => {
    const body = '\n\n\ndef upgrade():\n    drop_index("a")\n';
    expect(whole(head + body, concurrently, '')).toBe(
      `${after ?? head}\n\n\ndef upgrade():\n    with ${context}.autocommit_block():\n        drop_index("a", postgresql_concurrently=True)\n`,
    );
  });

  test('CRLF and tabs stay', () => {
    const text = `${imports}def upgrade():\n\tif True:\n\t\top.drop_index('a', 't')\n`.replaceAll('\n', '\r\n');
    expect(whole(text, concurrently, '')).toBe(
      text.replace(
        "\t\top.drop_index('a', 't')",
        `\t\t${block}\r\n\t\t\top.drop_index('a', 't', postgresql_concurrently=True)`,
      ),
    );
  });
});

describe('what cannot stay in a batch leaves it, in its order', () => {
  test.each([
    [
      `with op.batch_alter_table("t", schema="s") as batch_op:
    batch_op.drop_column("x")

    # a comment goes with its statement
    batch_op.create_index(batch_op.f("ix"), ["a"])`,
      `with op.batch_alter_table("t", schema="s") as batch_op:
    batch_op.drop_column("x")
with op.get_context().autocommit_block():
    # a comment goes with its statement
    op.create_index(
        op.f("ix"), "t", ["a"], postgresql_concurrently=True, schema="s"
    )`,
    ],
    [
      `with op.batch_alter_table("t") as batch_op:
    batch_op.drop_column("x")
    batch_op.drop_index("ix")
    # y too
    batch_op.drop_column("y")`,
      `with op.batch_alter_table("t") as batch_op:
    batch_op.drop_column("x")
with op.get_context().autocommit_block():
    op.drop_index("ix", "t", postgresql_concurrently=True)
with op.batch_alter_table("t") as batch_op:
    # y too
    batch_op.drop_column("y")`,
    ],
    [
      `with op.batch_alter_table("t") as batch_op:
    batch_op.drop_index("ix")`,
      `with op.get_context().autocommit_block():
    op.drop_index("ix", "t", postgresql_concurrently=True)`,
    ],
  ])('%j', (before, after) => {
    expect(rewrite(before, concurrently)).toBe(after);
  });

  test('a keyword alone is no reason to leave', () => {
    const unnamed = (steps: readonly Step[]) =>
      steps.map((step) => set(step, { ...only(step, 'dropIndex'), ifExists: true }, step.transaction));
    expect(rewrite('with op.batch_alter_table("t") as batch_op:\n    batch_op.drop_index("ix")', unnamed)).toBe(
      'with op.batch_alter_table("t") as batch_op:\n    batch_op.drop_index("ix", if_exists=True)',
    );
  });
});

describe('fields', () => {
  const expression = (sql: string) => ({ kind: 'expression', sql }) as const;
  test.each<[string, (operation: Operation) => Operation, string]>([
    [
      'op.add_column("t", sa.Column("a", sa.Boolean(), default=False, nullable=False))',
      (each) => column(each, { clientDefault: undefined, default: expression('false') }),
      `op.add_column(
    "t",
    sa.Column("a", sa.Boolean(), server_default=sa.text("false"), nullable=False),
)`,
    ],
    [
      'op.add_column("t", sa.Column("a", sa.DateTime(), server_default="now()"))',
      (each) => column(each, { default: expression('now()') }),
      'op.add_column("t", sa.Column("a", sa.DateTime(), server_default=sa.text("now()")))',
    ],
    [
      'op.add_column("t", sa.Column("a", sa.Text()))',
      (each) => column(each, { nullable: false }),
      'op.add_column("t", sa.Column("a", sa.Text(), nullable=False))',
    ],
    [
      'op.add_column("t", sa.Column("a", sa.Text(), comment="x", nullable=True))',
      (each) => column(each, { comment: undefined }),
      'op.add_column("t", sa.Column("a", sa.Text(), nullable=True))',
    ],
    [
      'op.create_foreign_key(None, "t", "u", ["a"], ["id"])',
      (each) =>
        each.kind === 'addConstraint' && each.constraint.kind === 'foreignKey'
          ? { ...each, constraint: { ...each.constraint, name: 'fk', notValid: true } }
          : each,
      'op.create_foreign_key("fk", "t", "u", ["a"], ["id"], postgresql_not_valid=True)',
    ],
    [
      'op.create_check_constraint("ck", "t", sa.column("a") > 0)',
      (each) =>
        each.kind === 'addConstraint' && each.constraint.kind === 'check'
          ? { ...each, constraint: { ...each.constraint, notValid: true } }
          : each,
      'op.create_check_constraint("ck", "t", sa.column("a") > 0, postgresql_not_valid=True)',
    ],
    [
      `op.execute("ALTER TABLE t ADD CONSTRAINT ck CHECK (\\n    a =\\n        'x\\n  y'\\n)")`,
      (each) =>
        each.kind === 'addConstraint' && each.constraint.kind === 'check'
          ? { ...each, constraint: { ...each.constraint, notValid: true } }
          : each,
      'op.create_check_constraint("ck", "t", "a = \'x\\n  y\'", postgresql_not_valid=True)',
    ],
    [
      'op.alter_column("t", "a", server_default="now()")',
      (each) => (each.kind === 'setDefault' ? { ...each, default: expression('now()') } : each),
      'op.alter_column("t", "a", server_default=sa.text("now()"))',
    ],
    [
      'op.alter_column("t", "a", type_=sa.Integer())',
      (each) => (each.kind === 'changeType' ? { ...each, using: 'a::integer' } : each),
      'op.alter_column("t", "a", type_=sa.Integer(), postgresql_using="a::integer")',
    ],
    [
      'op.drop_constraint(None, "t", type_="unique")',
      (each) => (each.kind === 'dropConstraint' ? { ...each, name: 'uq' } : each),
      'op.drop_constraint("uq", "t", type_="unique")',
    ],
    [
      'op.create_index(index_name="ix", table_name="t", columns=["a"], if_not_exists=True)',
      (each) => (each.kind === 'createIndex' ? { ...each, ifNotExists: undefined } : each),
      'op.create_index(index_name="ix", table_name="t", columns=["a"])',
    ],
  ])('%j', (before, to, after) => {
    expect(rewrite(before, (steps) => steps.map((step) => set(step, to(step.operation), step.transaction)))).toBe(
      after,
    );
  });
});

describe('replacing and removing', () => {
  test.each<[string, string, readonly Planned[], string]>([
    [
      'dropColumn',
      'op.drop_column("t", "z")  # gone',
      [validate, relax],
      `with op.get_context().autocommit_block():
    op.execute("ALTER TABLE t VALIDATE CONSTRAINT ck")
op.alter_column("t", "a", nullable=True)  # gone`,
    ],
    ['dropColumn', '"""Says why."""\nop.drop_column("t", "z")', [], '"""Says why."""'],
    ['dropColumn', 'op.drop_column("t", "z")', [], 'pass'],
    [
      'dropIndex',
      'op.drop_column("t", "a")\n\nop.drop_index("z")  # x\n\nop.drop_column("t", "b")',
      [],
      'op.drop_column("t", "a")\n\nop.drop_column("t", "b")',
    ],
    [
      'dropIndex',
      'if a:\n    op.drop_index("z")\nelse:\n    op.drop_column("t", "b")',
      [],
      'if a:\n    pass\nelse:\n    op.drop_column("t", "b")',
    ],
    [
      'dropIndex',
      'op.drop_column("t", "a")\nwith op.get_context().autocommit_block():\n    op.drop_index("z")',
      [],
      'op.drop_column("t", "a")',
    ],
    [
      'setNotNull',
      'op.alter_column("t", "a", type_=sa.Text(), nullable=False)',
      [validate],
      `op.alter_column("t", "a", type_=sa.Text())
with op.get_context().autocommit_block():
    op.execute("ALTER TABLE t VALIDATE CONSTRAINT ck")`,
    ],
    [
      'setNotNull',
      'op.alter_column("t", "a", nullable=False, new_column_name="b")',
      [relax],
      'op.alter_column("t", "a", nullable=True)\nop.alter_column("t", "a", new_column_name="b")',
    ],
    [
      'setNotNull',
      'op.alter_column("t", "a", existing_type=sa.Text(), nullable=False)',
      [relax],
      'op.alter_column("t", "a", nullable=True)',
    ],
    [
      'addConstraint',
      'op.add_column("t", sa.Column("a", sa.Integer(), sa.ForeignKey("u.id"), index=True))',
      [relax],
      'op.add_column("t", sa.Column("a", sa.Integer(), index=True))\nop.alter_column("t", "a", nullable=True)',
    ],
  ])('%s of %j', (kind, before, by, after) => {
    expect(rewrite(before, (steps) => replace(steps, kind, by))).toBe(after);
  });
});

describe('what cannot be done faithfully is not done at all', () => {
  test.each<[string, (steps: readonly Step[]) => readonly InPlace[]]>([
    ['op.execute("DROP INDEX a; DROP INDEX b")', (steps) => concurrently(steps.slice(0, 1))],
    [
      'op.drop_index("a")\nop.drop_index("b")',
      (steps) => [...concurrently(steps.slice(0, 1)), ...replace(steps.slice(1), 'dropIndex', [rows])],
    ],
    ['for n in ["a", "b"]:\n    op.drop_index(n)', (steps) => replace(steps, 'dropIndex', [])],
    ['op.alter_column("t", "a", nullable=False, **more)', (steps) => replace(steps, 'setNotNull', [relax])],
    ['op.execute(f"CREATE INDEX ix ON {t} (a)")', concurrently],
    ['op.execute("ALTER TABLE IF EXISTS t DROP COLUMN a")', (steps) => replace(steps, 'dropColumn', [relax])],
    ['x = op.drop_index("a")', concurrently],
    ['op.create_table("t", sa.Column("a", sa.Integer(), index=True))', (steps) => replace(steps, 'createIndex', [])],
    ['with op.batch_alter_table("t") as b:\n    if x:\n        b.drop_index("ix")', concurrently],
  ])('%j', (before, fix) => {
    expect(rewrite(before, fix)).toBe(before);
  });
  const rows: Planned = { operation: { kind: 'updateRows', table, columns: [], rows: 'all' }, transaction: 'shared' };
});

describe('the downgrade is written', () => {
  const rollback = (): readonly InPlace[] => [{ kind: 'rollback', operations: [relax, validate] }];
  const body = `    op.alter_column("t", "a", nullable=True)
    with op.get_context().autocommit_block():
        op.execute("ALTER TABLE t VALIDATE CONSTRAINT ck")
`;
  const upgrade = 'def upgrade() -> None:\n    op.drop_column("t", "z")\n';
  test.each([
    [upgrade, `${upgrade}\n\ndef downgrade() -> None:\n${body}`],
    [upgrade.trimEnd(), `${upgrade}\n\ndef downgrade() -> None:\n${body}`],
    [`${upgrade}\n\nx = 1\n`, `${upgrade}\n\ndef downgrade() -> None:\n${body}\n\nx = 1\n`],
    [
      `${upgrade}\n\ndef downgrade() -> None:\n    """Downgrade."""\n    # nothing\n    pass\n`,
      `${upgrade}\n\ndef downgrade() -> None:\n    """Downgrade."""\n    # nothing\n${body}`,
    ],
    [`${upgrade}\n\ndef downgrade(): ...\n`, `${upgrade}\n\ndef downgrade():\n${body}`],
    [`${upgrade}\n\ndef downgrade():\n    """Why."""\n`, `${upgrade}\n\ndef downgrade():\n    """Why."""\n${body}`],
  ])('%j', (before, after) => {
    expect(whole(before, rollback)).toBe(after);
  });

  test('with the parameters of the upgrade', () =>
    expect(whole('def upgrade(op, tables):\n    op.drop_column("t", "z")\n', rollback)).toBe(
      `def upgrade(op, tables):\n    op.drop_column("t", "z")\n\n\ndef downgrade(op, tables):\n${body}`,
    ));

  test('not over one that does something', () => {
    const text = `${upgrade}\n\ndef downgrade():\n    undo()\n`;
    expect(whole(text, rollback)).toBe(text);
  });
});

describe('imports', () => {
  const before = 'op.alter_column("t", "a", server_default="now()")';
  const fix = (steps: readonly Step[]) =>
    steps.map((step) =>
      set(step, { ...only(step, 'setDefault'), default: { kind: 'expression', sql: 'now()' } }, 'shared'),
    );
  test.each([
    ['from alembic import op\n', 'from alembic import op\nimport sqlalchemy as sa\n', 'sa.text'],
    [
      'from alembic import op\nfrom sqlalchemy import Column, true\n',
      'from alembic import op\nfrom sqlalchemy import Column, text, true\n',
      'text',
    ],
    ['from alembic import op\nimport sqlalchemy\n', 'from alembic import op\nimport sqlalchemy\n', 'sqlalchemy.text'],
    [
      'from alembic import op\nfrom sqlalchemy.sql import text as t\n',
      'from alembic import op\nfrom sqlalchemy.sql import text as t\n',
      't',
    ],
    [
      '"""doc"""\n\nfrom alembic import op\nfrom sqlalchemy.orm import Session\n',
      '"""doc"""\n\nfrom alembic import op\nimport sqlalchemy as sa\nfrom sqlalchemy.orm import Session\n',
      'sa.text',
    ],
  ])('%j', (head, after, text) => {
    const rest = `\n\ndef upgrade():\n    ${before}\n`;
    expect(whole(head + rest, fix, '')).toBe(after + rest.replace('"now()"', `${text}("now()")`));
  });
});

/** A rewritten body of `upgrade()`. */
function rewrite(body: string, fix: (steps: readonly Step[]) => readonly InPlace[]): string {
  const start = 'def upgrade():\n';
  const text = whole(`${start}${body.replace(/^(?=.)/gm, '    ')}\n`, fix);
  return text.slice(start.length, -1).replace(/^ {4}/gm, '');
}

/** The rewritten file, without the usual imports; the laws of every fix are held each time. */
function whole(body: string, fix: (steps: readonly Step[]) => readonly InPlace[], head = imports): string {
  const source = { path: 'a.py', text: head + body };
  const target = { engine: 'postgresql', version: '15' } as const;
  const { up, down } = readMigration(source, target);
  const result = applyEdits(source.text, rewriteMigration(source, target, fix([...up, ...down])));
  expect(parsePython(result).firstError).toBeUndefined();
  const unix = (text: string): string => text.replaceAll('\r\n', '\n');
  if (format(unix(source.text), 'a.py') === unix(source.text)) expect(format(unix(result), 'a.py')).toBe(unix(result));
  return result.startsWith(head) ? result.slice(head.length) : result;
}

function concurrently(steps: readonly Step[]): readonly InPlace[] {
  return steps.flatMap((step) =>
    step.operation.kind === 'createIndex' || step.operation.kind === 'dropIndex'
      ? [set(step, { ...step.operation, concurrently: true }, 'autocommit')]
      : [],
  );
}

function set(step: Step, operation: Operation, transaction: Step['transaction']): InPlace {
  return { kind: 'set', step, to: { operation, transaction } };
}

function replace(steps: readonly Step[], kind: string, by: readonly Planned[]): readonly InPlace[] {
  return steps.filter((step) => step.operation.kind === kind).map((step) => ({ kind: 'replace', step, by }));
}

function only<Kind extends OperationKind>(step: Step, kind: Kind): Extract<Operation, { readonly kind: Kind }> {
  const { operation } = step;
  if (!isKind(operation, kind)) throw new Error(`${operation.kind} is no ${kind}`);
  return operation;
}

function isKind<Kind extends OperationKind>(
  operation: Operation,
  kind: Kind,
): operation is Extract<Operation, { readonly kind: Kind }> {
  return operation.kind === kind;
}

function column(operation: Operation, fields: object): Operation {
  return operation.kind === 'addColumn'
    ? { ...operation, column: { ...operation.column, clientDefaultInDatabase: undefined, ...fields } }
    : operation;
}
