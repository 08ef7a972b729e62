import { expect, test } from 'vitest';
import type { Source } from '../../server/src/text.ts';
import { analyzed, check } from '../marked.ts';

const rule = 'still-used-by-code';

const models = {
  path: 'app/models.py',
  text: `from sqlalchemy.orm import Mapped, mapped_column


class User(Base):
    """A user.

    nickname = Column() is what it was.
    """

    __tablename__ = "users"

    id: Mapped[int] = mapped_column(primary_key=True)
    email: Mapped[str]
    mail = mapped_column("address", String(50))
    avatar = with_roles(
        db.Column(db.UnicodeText, nullable=True), read={"all"}
    )
    posts: Mapped[list["Post"]] = relationship()
    # nickname = mapped_column(String(50))


class Post(Base):
    __tablename__ = "posts"

    nickname = mapped_column(String(50))


members = Table("members", metadata, Column("user_id", Integer), Column("role", Text))
`,
};

test('what a mapped class declares', () =>
  check(
    `
def upgrade():
    op.drop_column("users", "email")
#   ^^^^^^^^^^^^^^ error: The application still names users.email: app/models.py:13 declares it
    op.drop_column("users", "address")
#   ^^^^^^^^^^^^^^ error: The application still names users.address: app/models.py:14 declares it
    op.alter_column("users", "avatar", new_column_name="picture")
#   ^^^^^^^^^^^^^^^ error: The application still names users.avatar: app/models.py:15 declares it
    op.drop_column("members", "role")
#   ^^^^^^^^^^^^^^ error: The application still names members.role: app/models.py:28 declares it
    op.drop_table("members")
#   ^^^^^^^^^^^^^ error: The application still names members: app/models.py:28 declares it
    op.rename_table("posts", "articles")
#   ^^^^^^^^^^^^^^^ error: The application still names posts: app/models.py:22 declares it
`,
    { rule, application: [models] },
  ));

test('comments, docstrings, relationships, other tables and attributes of other columns declare nothing', () =>
  check(
    `
def upgrade():
    op.drop_column("users", "nickname")
    op.drop_column("users", "mail")
    op.drop_column("users", "posts")
    op.drop_column("members", "nickname")
    op.drop_column("posts", "email")
    op.drop_table("user")
`,
    { rule, application: [models] },
  ));

test('a class may be called after its table, and fields of other tools are columns, too', () =>
  check(
    `
def upgrade():
    op.drop_column("service_callbacks", "url")
#   ^^^^^^^^^^^^^^ error: The application still names service_callbacks.url: app/a.py:2 declares it
    op.drop_column("incident", "name")
#   ^^^^^^^^^^^^^^ error: The application still names incident.name: app/b.py:2 declares it
    op.drop_table("alertfilter")
#   ^^^^^^^^^^^^^ error: The application still names alertfilter: app/d.py:1 declares it
    op.drop_column("blog_entry", "author_id")
#   ^^^^^^^^^^^^^^ error: The application still names blog_entry.author_id: blog/models.py:2 declares it
    op.drop_column("blog_entry", "author")
    op.drop_column("incident", "alerts")
    op.drop_column("callbacks", "url")
`,
    {
      rule,
      application: [
        { path: 'app/a.py', text: 'class ServiceCallback(db.Model):\n    url = db.Column(db.String())\n' },
        {
          path: 'app/b.py',
          text: 'class Incident(SQLModel, table=True):\n    name: str\n    alerts: List["Alert"] = Relationship()\n',
        },
        { path: 'app/d.py', text: 'class AlertFilter(SQLModel, table=True):\n    id: int\n' },
        {
          path: 'blog/models.py',
          text: 'class Entry(models.Model):\n    author = models.ForeignKey(User, on_delete=models.CASCADE)\n',
        },
      ],
    },
  ));

test('what statements name', () =>
  check(
    `
def upgrade():
    op.drop_column("users", "email")
#   ^^^^^^^^^^^^^^ error: The application still names users.email: app/a.py:2 names it in SQL, and 3 more places
    op.drop_table("logins")
#   ^^^^^^^^^^^^^ error: The application still names logins: app/b.ts:1 names it in SQL
`,
    {
      rule,
      application: [
        {
          path: 'app/a.py',
          text: `one = text(
    "SELECT email "
    "FROM users WHERE id = :id"
)
two = """
    UPDATE users SET email = %s
"""
three = "SELECT u.email FROM users AS u JOIN teams t ON t.id = u.team_id"
`,
        },
        { path: 'app/b.ts', text: 'await db.query(`DELETE FROM logins WHERE at < now()`);\n' },
        { path: 'queries/users.sql', text: '-- name: Insert\nINSERT INTO users (id, email) VALUES ($1, $2);\n' },
      ],
    },
  ));

test('sentences, parameters, new names, other tables and definitions name nothing', () =>
  check(
    `
def upgrade():
    op.drop_column("users", "email")
    op.drop_table("team")
`,
    {
      rule,
      application: [
        {
          path: 'app/a.py',
          text: `a = "Select the email from users who asked"
b = "SELECT name AS email FROM users"
c = "SELECT name FROM users WHERE name = :email"
d = "SELECT t.email FROM teams t JOIN users u ON u.team_id = t.id"
e = "SELECT email FROM users JOIN teams ON true"
f = "SELECT name FROM users WHERE kind = 'email'"
g = "Removed you from team {name}"
# h = "SELECT email FROM users"
i = "SELECT email_address FROM users"
`,
        },
        { path: 'schema.sql', text: 'CREATE TABLE users (id int, email text);\nCREATE TABLE team (id int);\n' },
      ],
    },
  ));

test('what is new here, comes again, or has a view in its place goes on being there', () =>
  check(
    `
def upgrade():
    op.create_table("drafts", sa.Column("id", sa.Integer()), sa.Column("title", sa.Text()))
    op.drop_column("drafts", "title")
    op.drop_column("users", "email")
    op.add_column("users", sa.Column("email", sa.Text()))
    op.rename_table("posts", "articles")
    op.execute("CREATE VIEW posts AS SELECT * FROM articles")


def downgrade():
    op.drop_column("users", "avatar")
`,
    {
      rule,
      application: [models, { path: 'b.py', text: 'class Draft(Base):\n    title = mapped_column(Text)\n' }],
    },
  ));

test('plain SQL takes away, too', () =>
  check(
    `ALTER TABLE users DROP COLUMN email;
--                ^^^^^^^^^^^ error: The application still names users.email: app/models.py:13 declares it
`,
    { rule, tool: 'sql', application: [models] },
  ));

const mixins = {
  path: 'app/mixins.py',
  text: `class Named:
    nickname = Column(String(50))


class Timed(Named):
    @declared_attr
    def seen_at(cls):
        return Column(DateTime)

    @declared_attr
    def owner(cls):
        return relationship("User")
`,
};

test('columns of mixins and abstract classes, of tables that several classes share, under other names', () =>
  check(
    `
def upgrade():
    op.drop_column("people", "nickname")
#   ^^^^^^^^^^^^^^ error: The application still names people.nickname: app/mixins.py:2 declares it
    op.drop_column("people", "seen_at")
#   ^^^^^^^^^^^^^^ error: The application still names people.seen_at: app/mixins.py:7 declares it
    op.drop_column("people", "level")
#   ^^^^^^^^^^^^^^ error: The application still names people.level: app/people.py:10 declares it
    op.drop_column("people", "mail")
#   ^^^^^^^^^^^^^^ error: The application still names people.mail: app/people.py:6 declares it
    op.drop_column("app_people", "age")
#   ^^^^^^^^^^^^^^ error: The application still names app_people.age: app/people.py:19 declares it
    op.drop_column("robots", "nickname")
    op.drop_column("people", "owner")
    op.drop_column("people", "email")
    op.drop_column("admins", "level")
`,
    {
      rule,
      application: [
        mixins,
        {
          path: 'app/people.py',
          text: `PREFIX = "app_"


class Person(Timed, Base):
    __tablename__ = "people"
    email = Column(String(50), name="mail")


class Admin(Person):
    level = Column(Integer)


class Robot(Timed, Base):
    nickname = None


class Other(Base):
    __tablename__ = f"{PREFIX}people"
    age = Column(Integer)
`,
        },
      ],
    },
  ));

test('what only looks like a table of that name', () =>
  check(
    `
def upgrade():
    op.drop_column("users", "nickname")
    op.drop_table("users")
    op.drop_table("members", schema="audit")
`,
    {
      rule,
      application: [
        { path: 'a.py', text: 'class User(BaseModel):\n    nickname: str = Field(max_length=50)\n' },
        { path: 'b.py', text: 'class User(SQLModel):\n    nickname: str\n' },
        { path: 'c.py', text: 'class UserForm(Form):\n    nickname = StringField()\n' },
        { path: 'd.py', text: 'class User(A):\n    nickname = Column()\n    __tablename__ = "accounts"\n' },
        {
          path: 'e.py',
          text: 'class A(User):\n    pass\n\n\nclass User(A):\n    x = Column()\n    __abstract__ = True\n',
        },
        { path: 'f.py', text: 'members = Table("members", metadata, Column("id", Integer), schema="public")\n' },
      ],
    },
  ));

test('foreign keys refer to tables and columns', () =>
  check(
    `
def upgrade():
    op.rename_table("teams", "groups")
#   ^^^^^^^^^^^^^^^ error: The application still names teams: app/a.py:3 refers to it, and 2 more places
    op.alter_column("teams", "code", new_column_name="key")
#   ^^^^^^^^^^^^^^^ error: The application still names teams.code: app/a.py:5 refers to it
    op.drop_table("team")
`,
    {
      rule,
      application: [
        {
          path: 'app/a.py',
          text: `class User(Base):
    __tablename__ = "users"
    team_id = mapped_column(ForeignKey("teams.id"))
    main: int = Field(foreign_key="teams.id")
    __table_args__ = (ForeignKeyConstraint(["a", "b"], ["teams.code", "teams.x"]),)
`,
        },
      ],
    },
  ));

test('the same word alone is no finding; beside a sure place it is told', async () => {
  const view = { path: 'app/view.py', text: 'def show(user: User):\n    return user.email  # email\n' };
  const places = async (...application: readonly Source[]) => {
    const { analysis } = await analyzed('def upgrade():\n    op.drop_column("users", "email")\n', { application });
    const found = analysis.findings.find((each) => each.rule === rule);
    return found?.related?.map(({ path, message }) => `${path}: ${message}`);
  };
  expect(await places(view)).toBeUndefined();
  expect(await places(models, view)).toEqual([
    'app/models.py: users.email is declared here',
    'app/view.py: The same word stands here; it may mean something else',
  ]);
});

test('the places are told', async () => {
  const { analysis } = await analyzed('def upgrade():\n    op.drop_column("users", "email")\n', {
    application: [models],
  });
  const related = analysis.findings.find((each) => each.rule === rule)?.related;
  expect(related?.map(({ path, span }) => [path, models.text.slice(span.start, span.end)])).toEqual([
    ['app/models.py', 'email'],
  ]);
});

test('nobody looks where nothing goes, where nobody hears of it, or long afterwards', async () => {
  const finds = async (text: string, setting: object = {}) => {
    const { analysis } = await analyzed(`def upgrade():\n    ${text}\n`, { application: [models], ...setting });
    return analysis.mentioned.length;
  };
  const behind = (count: number) =>
    Array.from({ length: count }, (_, at) => ({
      path: `/app/migrations/versions/d${at}.py`,
      text: `revision = "d${at}"\ndown_revision = "${at === 0 ? 'b2' : `d${at - 1}`}"\n`,
    }));
  expect(await finds('op.drop_column("users", "email")')).toBe(1);
  expect(await finds('op.drop_column("users", "email")', { children: behind(10) })).toBe(1);
  expect(await finds('op.drop_column("users", "email")', { children: behind(11) })).toBe(0);
  expect(await finds('op.drop_column("users", "email")', { rules: { [rule]: 'off' } })).toBe(0);
  expect(await finds('op.drop_index("ix_users_email", "users")')).toBe(0);
});
