import { expect, test } from 'vitest';
import { changeOf } from '../../server/src/analysis/change.ts';
import { analyzed, check, checkFix, type Setting } from '../marked.ts';

const rule = 'model-imported';

test('classes of the application in queries, statements and sessions', () =>
  check(
    `
from sqlalchemy.orm import Session

from app import models
from app.models import LetterRate, Order, Team, User


def upgrade():
    session = Session(bind=op.get_bind())
    for user in session.query(User).filter(User.plan.is_(None)):
#                             ^^^^ error: User is what app.models says of it today: this migration breaks, or does something else, when it changes there
        user.plan = "free"
    op.bulk_insert(LetterRate.__table__, [{"rate": 1}])
#                  ^^^^^^^^^^ error: LetterRate is what app.models says of it today: this migration breaks, or does something else, when it changes there
    session.execute(sa.update(models.Team).values(size=1))
#                             ^^^^^^^^^^^ error: Team is what app.models says of it today: this migration breaks, or does something else, when it changes there
    order = Order(id=1)
#           ^^^^^ error: Order is what app.models says of it today: this migration breaks, or does something else, when it changes there
    session.add(order)
    session.add_all([Team(id=1)])
`,
    { rule },
  ));

test('the metadata of today makes the tables of today', () =>
  check(
    `
from app.db import Base, users


def upgrade():
    Base.metadata.create_all(bind=op.get_bind())
#   ^^^^ error: Base is what app.db says of it today: this migration breaks, or does something else, when it changes there
    op.bulk_insert(users, [{"name": "root"}])
#                  ^^^^^ error: users is what app.db says of it today: this migration breaks, or does something else, when it changes there


def downgrade():
    from app.accounts.models import Account

    op.get_bind().execute(sa.select(Account.id))
#                                   ^^^^^^^ error: Account is what app.accounts.models says of it today: this migration breaks, or does something else, when it changes there
`,
    { rule },
  ));

test('types, enumerations, constants and functions of the application are no models', () =>
  check(
    `
import sqlalchemy_utils
from geoalchemy2 import Geometry

import app.db.types
from app import models
from app.enums import Plan
from app.models import DEFAULT_PLAN, MutableDict, UserType, slug_of
from app.settings import settings


def upgrade():
    op.add_column("users", sa.Column("kind", sa.Enum(UserType)))
    op.add_column("users", sa.Column("place", Geometry()))
    op.add_column("users", sa.Column("key", app.db.types.UUID(), server_default=DEFAULT_PLAN))
    op.add_column("users", sa.Column("url", sqlalchemy_utils.URLType(), default=Plan.FREE.value))
    users = sa.table("users", sa.column("plan"), sa.column("slug"))
    op.execute(users.update().values(plan=Plan.FREE, slug=slug_of("x"), extra=MutableDict({})))
    op.execute(sa.insert(users).values(plan=models.DEFAULT_PLAN, kind=UserType("a")))
    settings.get(Plan.FREE)
    seen = set()
    seen.add(UserType.STAFF)
    {}.update(Plan.__members__)
`,
    { rule },
  ));

test('a class of the file itself stays as it is, even where one of that name was imported', () =>
  check(
    `
from sqlalchemy.orm import Session, declarative_base

from app.models import Account, User

Base = declarative_base()


class User(Base):
    __tablename__ = "users"
    id = sa.Column(sa.Integer, primary_key=True)


Account = sa.table("accounts", sa.column("id"))


def upgrade():
    session = Session(bind=op.get_bind())
    session.query(User).delete()
    op.execute(sa.delete(Account))
    Base.metadata.create_all(op.get_bind())
`,
    { rule },
  ));

test('the fact names the import, too', async () => {
  const text = `
from app.models import User


def upgrade():
    op.execute(sa.delete(User))
`;
  const { analysis } = await analyzed(text, {});
  const [model] = analysis.migration.models ?? [];
  const written = analysis.source.text.slice(model?.imported.start, model?.imported.end);
  expect(written).toBe('from app.models import User');
});

const created =
  'op.create_table("users", sa.Column("id", sa.Integer(), primary_key=True), sa.Column("name", sa.String(50)), sa.Column("plan", sa.String()))';
const model = (more = '', table = '    __tablename__ = "users"\n') => ({
  path: 'app/models.py',
  text: `class User(Base):
${table}    id: Mapped[int] = mapped_column(primary_key=True)
    name = Column(String(50))
    plan = Column(String, default="free")
${more}`,
});
const known: Setting = { rule, history: [created], application: [model()] };
const importing = (lines: string) => `from app.models import User


def upgrade():
    session = Session(bind=op.get_bind())
${lines}`;

async function offered(text: string, setting: Setting): Promise<boolean> {
  const { analysis, workspace } = await analyzed(text, setting);
  const found = analysis.findings.filter((each) => each.rule === rule);
  expect(found).not.toEqual([]);
  const [fix] = found.flatMap(({ fixes }) => fixes);
  return fix !== undefined && (await changeOf(fix, analysis, workspace)) !== undefined;
}

const whole = (imports: string, between: string, body: string) => `"""change"""

import sqlalchemy as sa
from alembic import op
${imports}
revision = "b2"
down_revision = "a0"
${between}

def upgrade():
${body}`;

test('columns in expressions, queries of columns, and writes that name all they write', () =>
  checkFix(
    whole(
      `from sqlalchemy.orm import Session

from app.enums import Plan
from app.models import Team, User
`,
      '',
      `    session = Session(bind=op.get_bind())
    for user_id, name in session.query(User.id, User.name).filter(User.plan.is_(None)):
        op.execute(sa.update(User).where(User.id == user_id).values(plan=name))
    session.query(User).filter_by(name="a").update({"plan": "b"}, synchronize_session=False)
    session.query(User).filter(User.id == 1).delete()
    rows = session.execute(sa.select(User.id, sa.func.lower(User.name)).where(User.plan == Plan.FREE.value)).all()
    op.execute(sa.update(User).where(User.id.in_([1, 2, 3])).values({User.name: "x", "plan": "y"}))
    count = session.query(User).count()
    session.query(Team).all()
`,
    ),
    whole(
      `from sqlalchemy.orm import Session

from app.enums import Plan
from app.models import Team
`,
      `
users = sa.table(
    "users",
    sa.column("id", sa.Integer()),
    sa.column("name", sa.String(50)),
    sa.column("plan", sa.String()),
)
`,
      `    session = Session(bind=op.get_bind())
    for user_id, name in session.query(users.c.id, users.c.name).filter(users.c.plan.is_(None)):
        op.execute(sa.update(users).where(users.c.id == user_id).values(plan=name))
    session.query(users).filter_by(name="a").update({"plan": "b"}, synchronize_session=False)
    session.query(users).filter(users.c.id == 1).delete()
    rows = session.execute(sa.select(users.c.id, sa.func.lower(users.c.name)).where(users.c.plan == Plan.FREE.value)).all()
    op.execute(sa.update(users).where(users.c.id.in_([1, 2, 3])).values({users.c.name: "x", "plan": "y"}))
    count = session.query(users).count()
    session.query(Team).all()
`,
    ),
    { ...known, whole: true, fix: 'users' },
  ));

const rows = (keys: string) => `    op.bulk_insert(
        User.__table__,
        [
            {
${keys.replace(/^/gm, '                ')}
            }
            for each in range(3)
        ],
    )
`;
const all = '"id": each,\n"name": "a",\n"plan": None,';

test('rows that give all columns, by what history knows of the table that is called after the class', async () => {
  await checkFix(
    whole('\nfrom app.models import User\n', '', rows(all)),
    whole(
      '',
      `
users = sa.table(
    "users",
    sa.column("id", sa.Integer()),
    sa.column("name", sa.String(50)),
    sa.column("plan", sa.String()),
)
`,
      rows(all).replace('User.__table__', 'users'),
    ),
    { rule, history: [created], whole: true },
  );
  expect(await offered(importing(rows('"id": each,\n"name": "a",')), known)).toBe(false);
});

test('a longer line is broken as Black does', () =>
  checkFix(
    whole(
      '\nfrom app.models import User\n',
      '',
      '    op.execute(sa.delete(User).where(User.plan.is_(None), User.name == "a sister\'s"))\n',
    ),
    whole(
      '',
      '\nusers = sa.table(\n    "users", sa.column("name", sa.String(50)), sa.column("plan", sa.String())\n)\n',
      `    op.execute(
        sa.delete(users).where(users.c.plan.is_(None), users.c.name == "a sister's")
    )
`,
    ),
    { ...known, whole: true },
  ));

test.each([
  ['entities', '    session.query(User).all()\n'],
  ['one entity', '    user = session.query(User).filter(User.id == 1).one()\n    user.plan = "a"\n'],
  ['all columns of a select', '    session.execute(sa.select(User))\n'],
  ['an object', '    session.add(User(id=1))\n'],
  ['a method', '    session.query(User.id).filter(User.fits("a")).all()\n'],
  ['a query of Flask', '    User.query.filter_by(id=1).delete()\n'],
  ['a loader', '    session.query(User.id).options(load_only(User.id)).all()\n'],
  ['a relationship', '    session.query(User.id).join(User.posts).all()\n'],
  ['a function that may want the class', '    session.query(User.id).filter(matches(User.plan)).all()\n'],
  ['a join by foreign keys', '    session.query(User.id).join(Team).all()\n'],
  ['columns that are updated', '    session.query(User.id).filter(User.id == 1).update({"name": "a"})\n'],
  ['columns that are updated later', '    found = session.query(User.id)\n    found.update({"name": "a"})\n'],
  ['objects that are brought up to date', '    session.query(User).delete(synchronize_session="fetch")\n'],
  ['values that are not named', '    op.execute(sa.update(User).values(**given))\n'],
  ['values that come later', '    op.get_bind().execute(sa.update(User).where(User.id == 1), [{"plan": "a"}])\n'],
  [
    'a statement that is built on',
    '    change = sa.update(User).values(plan="a")\n    change = change.values(name="b")\n',
  ],
  ['a filter on what is not named', '    session.query(User.id).filter_by(name="a").all()\n'],
  ['an insert that leaves the rest to the class', '    op.execute(sa.insert(User).values(id=1, name="a"))\n'],
  [
    'the key of a row that was inserted',
    '    key = session.execute(sa.insert(User).values(id=1, name="a", plan="b")).inserted_primary_key\n',
  ],
  ['an attribute that is no column', '    session.query(User.id).filter(User.size == 1).all()\n'],
  ['the class as a value', '    fill(User)\n    op.execute(sa.delete(User))\n'],
])('%s: the class stays', async (_name, lines) => {
  expect(await offered(importing(lines), known)).toBe(false);
});

const update = importing('    op.execute(sa.update(User).where(User.id == 1).values(plan="a"))\n');
const removal = importing('    op.execute(sa.delete(User).where(User.plan == "a"))\n');
const another = 'op.create_table("user", sa.Column("id", sa.Integer()), sa.Column("plan", sa.String()))';

test.each<readonly [string, string, Setting, boolean]>([
  ['the class tells all', update, known, true],
  ['nobody has seen the class: an UPDATE may do more', update, { ...known, application: [] }, false],
  ['nobody has seen the class: a DELETE', removal, { ...known, application: [] }, true],
  ['two tables are called after it', removal, { ...known, application: [], history: [created, another] }, false],
  ['it says which of them', removal, { ...known, history: [created, another] }, true],
  [
    'a column is written by itself',
    update,
    { ...known, application: [model('    at = Column(Date, onupdate=now)\n')] },
    false,
  ],
  [
    'a column comes from elsewhere',
    update,
    { ...known, history: [created, 'op.add_column("users", sa.Column("at", sa.DateTime()))'] },
    false,
  ],
  [
    'rows of a table with others',
    removal,
    { ...known, application: [model('    __mapper_args__ = {"polymorphic_identity": "a"}\n')] },
    false,
  ],
  ['a table of another name', removal, { ...known, application: [model('', '    __tablename__ = "people"\n')] }, false],
  [
    'a name that is worked out',
    removal,
    { ...known, application: [model('', '    __tablename__ = name("a")\n')] },
    false,
  ],
  [
    'a type of its own',
    removal,
    { ...known, application: [{ ...model(), text: model().text.replace('String, ', 'Encrypted, ') }] },
    false,
  ],
  [
    'a type of the application that is called like one of the library',
    removal,
    {
      ...known,
      application: [{ ...model(), text: `from app.types import (\n    JSON,\n    String,\n)\n${model().text}` }],
    },
    false,
  ],
  [
    'types of the library',
    removal,
    {
      ...known,
      application: [{ ...model(), text: `from sqlalchemy import (\n    JSON,\n    String,\n)\n${model().text}` }],
    },
    true,
  ],
  ['a table that history does not know', removal, { ...known, history: [] }, false],
  [
    'a type in words that the file does not know',
    removal,
    { ...known, history: [created.replace('"plan", sa.String()', '"plan", GUID()')] },
    false,
  ],
  [
    'an enumerated type',
    removal,
    { ...known, history: [created.replace('"plan", sa.String()', '"plan", sa.Enum("a", name="plans")')] },
    false,
  ],
])('%s', async (_name, text, setting, isOffered) => {
  expect(await offered(text, setting)).toBe(isOffered);
});

test.each([
  ['a table that is called after the class alone', 'name: str = Field(index=True)', true],
  ['a column with a type of its own', 'name: str = Field(sa_column=Column(Encrypted(String)))', false],
])('SQLModel: %s', async (_name, column, isOffered) => {
  const history = [created.replace('"users"', '"useraccount"')];
  const text = `class UserAccount(SQLModel, table=True):
    id: Optional[int] = Field(default=None, primary_key=True)
    ${column}
    plan: str | None
`;
  const statement = '    op.execute(sa.update(User).where(User.name == "a").values(plan="b"))\n';
  const application = [{ path: 'app/models.py', text }];
  const lines = importing(statement.replaceAll('User', 'UserAccount')).replace('import User', 'import UserAccount');
  expect(await offered(lines, { rule, history, application })).toBe(isOffered);
});

test('a query that is kept, and texts that are joined, need no class', async () => {
  const lines = '    found = session.query(User.id)\n    print(", ".join(found.filter(User.plan == "a").all()))\n';
  expect(await offered(importing(lines), known)).toBe(true);
});

test('a name that the file has for something else is not imported', async () => {
  const text = (lines: string) =>
    whole('from sqlalchemy import delete\n\nfrom app.models import User\n', lines, '    op.execute(delete(User))\n');
  const setting: Setting = { ...known, whole: true };
  expect(await offered(text('').replace('import sqlalchemy as sa\n', ''), setting)).toBe(true);
  expect(await offered(text('table = "a"\n').replace('import sqlalchemy as sa\n', ''), setting)).toBe(false);
});
