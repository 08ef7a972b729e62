import { test } from 'vitest';
import { check } from '../marked.ts';

const rule = 'trigger-locks-table';

test('triggers of a live table', () =>
  check(
    `
def upgrade():
    op.execute("CREATE TRIGGER t BEFORE INSERT ON users FOR EACH ROW EXECUTE FUNCTION f()")
#               ^^^^^^^^^^^^^^ warning: CREATE TRIGGER makes writes on users wait until the transaction ends
    op.execute("DROP TRIGGER t ON users")
#               ^^^^^^^^^^^^ warning: DROP TRIGGER makes reads and writes on users wait until the transaction ends
    op.execute("ALTER TABLE teams DISABLE TRIGGER ALL")
#                                 ^^^^^^^^^^^^^^^ warning: DISABLE TRIGGER makes writes on teams wait until the transaction ends
    op.execute("ALTER TABLE roles ENABLE TRIGGER t")
#                                 ^^^^^^^^^^^^^^ warning: ENABLE TRIGGER makes writes on roles wait until the transaction ends
`,
    { rule },
  ));

test("a fresh table's, and those of no table", () =>
  check(
    `
def upgrade():
    op.create_table("team", sa.Column("id", sa.Integer()))
    op.execute("CREATE TRIGGER t BEFORE INSERT ON team FOR EACH ROW EXECUTE FUNCTION f()")
    op.execute("CREATE EVENT TRIGGER e ON ddl_command_start EXECUTE FUNCTION f()")
`,
    { rule },
  ));

test('the same in a file of SQL', () =>
  check(
    `
DROP TRIGGER t ON app.users;
^^^^^^^^^^^^ warning: DROP TRIGGER makes reads and writes on app.users wait until the transaction ends
`,
    { rule, tool: 'sql' },
  ));

test.each(['mysql', 'mariadb', 'sqlite'] as const)('on %s it is a change like any other', (engine) =>
  check(
    `
CREATE TRIGGER touch AFTER INSERT ON users FOR EACH ROW BEGIN DELETE FROM recent; END;
`,
    { rule: 'trigger-locks-table', tool: 'sql', engine },
  ),
);

test('what is locked as much already is not locked again', () =>
  check(
    `
def upgrade():
    op.execute("DROP TRIGGER a ON users")
#               ^^^^^^^^^^^^ warning: DROP TRIGGER makes reads and writes on users wait until the transaction ends
    op.execute("CREATE TRIGGER a BEFORE INSERT ON users EXECUTE FUNCTION f()")
    op.execute("LOCK TABLE teams IN SHARE ROW EXCLUSIVE MODE")
    op.execute("CREATE TRIGGER b BEFORE INSERT ON teams EXECUTE FUNCTION f()")
    op.execute("CREATE TRIGGER c BEFORE INSERT ON roles EXECUTE FUNCTION f()")
#               ^^^^^^^^^^^^^^ warning: CREATE TRIGGER makes writes on roles wait until the transaction ends
    op.execute("DROP TRIGGER d ON roles")
#               ^^^^^^^^^^^^ warning: DROP TRIGGER makes reads and writes on roles wait until the transaction ends
`,
    { rule: 'trigger-locks-table' },
  ));
