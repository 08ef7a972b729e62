import { test } from 'vitest';
import { check, checkFix } from '../marked.ts';

const rule = 'bind-colon-in-sql';
const written = 'is taken for a parameter, and nobody gives it a value: NULL is written in its place';

test('a colon and a word are a parameter, in string literals too', () =>
  check(
    `
def upgrade():
    op.execute("UPDATE t SET a = '{\\"x\\":true, \\"y\\": \\"b:c\\", \\"z\\":1}' WHERE id = 1")
#                                       ^^^^^ error: :true is taken for a parameter, and nobody gives it a value: the statement fails
#                                                                   ^^ error: :1 is taken for a parameter, and nobody gives it a value: the statement fails
    op.get_bind().execute(sa.text("UPDATE t SET a = :x WHERE t = '10:30'"))
#                                                   ^^ error: :x is taken for a parameter, and nobody gives it a value: the statement fails
    op.execute(sa.text("UPDATE t SET a = :x WHERE b = :y").bindparams(x=1))
#                                                     ^^ error: :y is taken for a parameter, and nobody gives it a value: the statement fails
`,
    { rule },
  ));

test('values, escapes, casts, and text that the driver gets as it stands', () =>
  check(
    `
def upgrade():
    op.execute("SELECT 1::int, '\\\\:x', a[1:2], '10:30:00', 'a:b'")
    op.execute(sa.text("UPDATE t SET a = :x").bindparams(sa.bindparam("x", 1)))
    op.get_bind().execute(sa.text("UPDATE t SET a = :x"), {"x": 1})
    op.get_bind().execute(sa.text("UPDATE t SET a = :x"), [{"x": 1}, {"x": 2}])
    op.get_bind().execute(sa.text("UPDATE t SET a = :x"), values)
    op.get_bind().exec_driver_sql("SELECT ':x'")
    op.execute(f"UPDATE t SET a = '{key}:x'")
`,
    { rule },
  ));

test('comments are searched too', () =>
  check(
    `
def upgrade():
    op.execute("SELECT 1; -- as :before")
#                               ^^^^^^^ error: :before is taken for a parameter, and nobody gives it a value: the statement fails
`,
    { rule },
  ));

test('in what defines a column, a constraint or an index NULL takes its place', () =>
  check(
    `
def upgrade():
    op.add_column("t", sa.Column("a", sa.JSON(), server_default=sa.text("'{\\"k\\":1}'")))
#                                                                               ^^ error: :1 ${written}
    op.create_check_constraint("ck", "t", "a ~ ':x'")
#                                               ^^ error: :x ${written}
    op.create_index("i", "t", ["a"], postgresql_where=sa.text("a = ':y'"))
#                                                                   ^^ error: :y ${written}
    op.create_table("u", sa.Column("a", sa.Text(), sa.CheckConstraint("a <> ':z'")))
#                                                                            ^^ error: :z ${written}
    op.add_column("t", sa.Column("b", sa.JSON(), server_default='{"k":1}'))
    op.alter_column("t", "b", server_default=sa.text("now()::date"))
    op.create_check_constraint("ck2", "t", sa.text("a ~ '\\\\:x'"))
`,
    { rule },
  ));

test('the fix escapes the colons of the text', () =>
  checkFix(
    `def upgrade():
    op.execute("UPDATE t SET a = '{\\"x\\":true}', b = ':c' WHERE id = 1")
`,
    `def upgrade():
    op.execute("UPDATE t SET a = '{\\"x\\"\\\\:true}', b = '\\\\:c' WHERE id = 1")
`,
    { rule },
  ));

test('a raw string takes one backslash', () =>
  checkFix(
    `def upgrade():
    op.execute(r"UPDATE t SET a = ':b' WHERE id = 1")
`,
    `def upgrade():
    op.execute(r"UPDATE t SET a = '\\:b' WHERE id = 1")
`,
    { rule },
  ));
