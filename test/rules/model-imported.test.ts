import { expect, test } from 'vitest';
import { analyzed, check } from '../marked.ts';

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
