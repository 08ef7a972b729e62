import { test } from 'vitest';
import { check } from '../marked.ts';

const rule = 'type-change-loses-data';

test('what does not fit is lost, or refused', () =>
  check(
    `
def upgrade():
    op.alter_column("user", "debt", existing_type=sa.Numeric(10, 4), type_=sa.Numeric(10, 2))
#   ^^^^^^^^^^^^^^^ error: Changing user.debt from numeric(10, 4) to numeric(10, 2) can alter values for good, without an error
    op.alter_column("user", "name", existing_type=sa.String(50), type_=sa.String(20))
#   ^^^^^^^^^^^^^^^ error: Changing user.name from varchar(50) to varchar(20) fails on the first value that does not fit
`,
    { rule },
  ));

test('a wider type loses nothing', () =>
  check(
    `
def upgrade():
    op.alter_column("user", "id", existing_type=sa.Integer(), type_=sa.BigInteger())
    op.alter_column("user", "name", existing_type=sa.String(50), type_=sa.Text())
`,
    { rule },
  ));

test('what is not known is no evidence', () =>
  check(
    `
from coaster import UrlType

def upgrade():
    op.alter_column("user", "name", type_=sa.String(20))
    op.alter_column("user", "page", existing_type=sa.String(50), type_=UrlType())
`,
    { rule },
  ));

test('an enumerated type is exchanged for a new one of its name', async () => {
  const exchange = (labels: string) => `
def upgrade():
    op.execute("ALTER TYPE mood RENAME TO old_mood")
    sa.Enum(${labels}, name="mood").create(op.get_bind())
    op.execute("ALTER TABLE diary ALTER mood TYPE mood USING mood::text::mood")
`;
  const history = ['op.create_table("diary", sa.Column("mood", sa.Enum("good", "bad", name="mood")))'];
  await check(exchange('"good", "bad", "ugly"'), { rule, history });
  await check(
    `${exchange('"good"').trimEnd()}
#                                 ^^^^^ error: Changing diary.mood from old_mood to mood fails on the first value that does not fit
`,
    { rule, history },
  );
});

test('moments that are told in another time zone are all kept', () =>
  check(
    `
def upgrade():
    op.execute("ALTER TABLE visit ALTER at TYPE timestamptz USING at AT TIME ZONE 'UTC'")
`,
    { rule, history: ['op.create_table("visit", sa.Column("at", sa.DateTime()))'] },
  ));

test('MySQL refuses what does not fit, and rounds', () =>
  check(
    `
def upgrade():
    op.alter_column("user", "name", existing_type=sa.String(50), type_=sa.String(20))
#   ^^^^^^^^^^^^^^^ error: Changing user.name from varchar(50) to varchar(20) fails on the first value that does not fit
    op.alter_column("user", "name", existing_type=sa.String(50), type_=sa.String(60))
`,
    { rule: 'type-change-loses-data', engine: 'mysql' },
  ));

test('MySQL: a type of another kind that has room for every value refuses none', () =>
  check(
    `
ALTER TABLE users MODIFY role varchar(6);
ALTER TABLE users MODIFY role varchar(5);
--                ^^^^^^ error: Changing users.role from varchar(6) to varchar(5) fails on the first value that does not fit
ALTER TABLE users MODIFY plan varchar(3);
--                ^^^^^^ error: Changing users.plan from enum to varchar(3) fails on the first value that does not fit
ALTER TABLE users MODIFY age varchar(11);
ALTER TABLE users MODIFY size varchar(10);
--                ^^^^^^ error: Changing users.size from integer to varchar(10) fails on the first value that does not fit
ALTER TABLE users MODIFY visits varchar(10);
ALTER TABLE users MODIFY stars decimal(12, 2);
ALTER TABLE users MODIFY votes decimal(11, 2);
--                ^^^^^^ error: Changing users.votes from integer to numeric(11, 2) fails on the first value that does not fit
ALTER TABLE users MODIFY weight double;
ALTER TABLE users MODIFY seen datetime;
ALTER TABLE users MODIFY born datetime;
ALTER TABLE users MODIFY left_at timestamp;
--                ^^^^^^ error: Changing users.left_at from datetime to timestamp fails on the first value that does not fit
`,
    {
      rule: 'type-change-loses-data',
      tool: 'sql',
      engine: 'mysql',
      history: [
        `CREATE TABLE users (
  role enum('VIEWER', 'ADMIN'), plan enum('FREE', 'PAID'), age int, size int, visits int unsigned, stars int, votes int,
  weight float, seen timestamp NULL, born date, left_at datetime
);`,
      ],
    },
  ));

test('SQLite holds nothing to a length, but a cast to another kind of type cuts', () =>
  check(
    `
def upgrade():
    with op.batch_alter_table("user") as batch_op:
        batch_op.alter_column("name", existing_type=sa.String(50), type_=sa.String(20))
        batch_op.alter_column("id", existing_type=sa.Integer(), type_=sa.BigInteger())
        batch_op.alter_column("seen", existing_type=sa.DateTime(), type_=sa.Date())
#       ^^^^^^^^^^^^^^^^^^^^^ error: Changing user.seen from datetime to date can alter values for good, without an error
        batch_op.alter_column("age", existing_type=sa.Text(), type_=sa.Integer())
#       ^^^^^^^^^^^^^^^^^^^^^ error: Changing user.age from text to integer can alter values for good, without an error
`,
    { rule: 'type-change-loses-data', engine: 'sqlite' },
  ));

test('the zone is forgotten, whichever zone the session is in', () =>
  check(
    `
def upgrade():
    op.alter_column("user", "made", existing_type=sa.DateTime(timezone=True), type_=sa.DateTime())
#   ^^^^^^^^^^^^^^^ error: Changing user.made from timestamptz to timestamp can alter values for good, without an error
    op.alter_column("user", "seen", existing_type=sa.DateTime(), type_=sa.DateTime(timezone=True))
`,
    { rule },
  ));

test('a CHECK that every row has passed proves that all values fit', () =>
  check(
    `
def upgrade():
    op.alter_column("users", "proven", type_=sa.String(50))
    op.alter_column("users", "unproven", type_=sa.String(50))
#   ^^^^^^^^^^^^^^^ error: Changing users.unproven from text to varchar(50) fails on the first value that does not fit
    op.alter_column("users", "longer", type_=sa.String(50))
#   ^^^^^^^^^^^^^^^ error: Changing users.longer from text to varchar(50) fails on the first value that does not fit
    op.alter_column("users", "either", type_=sa.String(50))
#   ^^^^^^^^^^^^^^^ error: Changing users.either from text to varchar(50) fails on the first value that does not fit
`,
    {
      rule,
      history: [
        `op.create_table("users", *[sa.Column(name, sa.Text()) for name in ["proven", "unproven", "longer", "either"]])
op.create_check_constraint("short_proven", "users", "char_length(proven) <= 50", postgresql_not_valid=True)
op.create_check_constraint("short_unproven", "users", "char_length(unproven) <= 50", postgresql_not_valid=True)
op.create_check_constraint("short_longer", "users", "char_length(longer) < 100")
op.create_check_constraint("short_either", "users", "char_length(either) < 20 OR proven IS NULL")`,
        'op.execute("ALTER TABLE users VALIDATE CONSTRAINT short_proven")',
      ],
    },
  ));

test('a change that is refused loses nothing', () =>
  check(
    `
def upgrade():
    op.alter_column("users", "name", type_=sa.String(50))
`,
    {
      rule,
      history: [
        `op.create_table("users", sa.Column("name", sa.String(100)))
op.execute("CREATE VIEW names AS SELECT name FROM users")`,
      ],
    },
  ));

test('of the size that a column had, history knows more than who repeats its type', () =>
  check(
    `
def upgrade():
    op.alter_column("users", "name", existing_type=sa.String(), type_=sa.String(200))
    op.alter_column("users", "title", existing_type=sa.String(20), type_=sa.String(50))
#   ^^^^^^^^^^^^^^^ error: Changing users.title from varchar(100) to varchar(50) fails on the first value that does not fit
`,
    {
      rule,
      history: ['op.create_table("users", sa.Column("name", sa.String(100)), sa.Column("title", sa.String(100)))'],
    },
  ));
