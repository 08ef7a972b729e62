import { test } from 'vitest';
import { check } from '../marked.ts';

const rule = 'type-advice';

test('columns of one statement that share an advice are named together', () =>
  check(
    `
def upgrade():
    op.create_table(
#   ^^^^^^^^^^^^^^^ info: The timestamp without time zone of events.created_at, updated_at does not say which moment it means: timestamptz does
#   ^^^^^^^^^^^^^^^ info: The json of events.payload is kept as text, which is read anew at each use, and has no equality and no index of its keys: jsonb has them
        "events",
        sa.Column("id", sa.Integer(), primary_key=True),
        sa.Column("created_at", sa.DateTime(), nullable=False),
        sa.Column("updated_at", sa.DateTime(), nullable=False),
        sa.Column("seen_at", sa.DateTime(timezone=True)),
        sa.Column("payload", sa.JSON()),
    )
`,
    { rule },
  ));

test('each type with its reason', () =>
  check(
    `
CREATE TABLE orders (id serial PRIMARY KEY, total money, code char(8));
^^^^^^^^^^^^ info: The serial of orders.id makes a sequence whose rights and owner are apart from the table’s: an identity column has its own
^^^^^^^^^^^^ info: The money of orders.total takes its currency and its decimals from lc_monetary, which a restore may set otherwise: numeric depends on nothing
^^^^^^^^^^^^ info: The char(n) of orders.code pads every value with blanks, which most operations leave out again: text and varchar keep what they are given
ALTER TABLE orders ADD COLUMN unit_price double precision;
--                 ^^^^^^^^^^ info: The floating point number of orders.unit_price keeps the nearest binary fraction, so that sums of amounts are off: numeric keeps every digit
ALTER TABLE orders ALTER COLUMN paid_at TYPE timestamp;
--                 ^^^^^^^^^^^^ info: The timestamp without time zone of orders.paid_at does not say which moment it means: timestamptz does
`,
    { rule, tool: 'sql' },
  ));

test('better types, other floats, another length of the same, and what lasts no longer than the session', () =>
  check(
    `
CREATE TABLE places (id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY, latitude double precision, sex char, tags json[]);
ALTER TABLE places ADD COLUMN price numeric, ADD COLUMN at timestamptz, ADD COLUMN extra jsonb, ADD COLUMN priceless real;
ALTER TABLE codes ALTER COLUMN code TYPE char(9);
CREATE TEMP TABLE found (at timestamp);
`,
    { rule, tool: 'sql', history: ['CREATE TABLE codes (code char(8));'] },
  ));

test('other engines have other types', () =>
  check('ALTER TABLE orders ADD COLUMN paid_at timestamp, ADD COLUMN code char(8);\n', {
    rule,
    tool: 'sql',
    engine: 'mysql',
  }));

test('what a type of the application’s own is in the database, only the application knows', () =>
  check(
    `
from app.database import types


def upgrade():
    op.add_column("orders", sa.Column("options", types.JSON()))
`,
    { rule },
  ));
