import { expect, test } from 'vitest';
import { scaffolded } from './scaffolded.ts';

const history = [
  `op.execute("CREATE TYPE mood AS ENUM ('ok', 'sad', 'it''s')")
op.execute("CREATE TABLE people (id int PRIMARY KEY, mood mood DEFAULT 'ok')")`,
];

test('a value is added, and taken back by making the type anew', async () => {
  const made = await scaffolded('add-enum-value', { type: 'mood', value: 'so so', after: 'ok' }, { history });
  expect(made).toBe(
    `
# add so so to mood
# - [ ] The code that is deployed everywhere can read so so; it writes it only when this has run.

def upgrade():
    with op.get_context().autocommit_block():
        op.execute("ALTER TYPE mood ADD VALUE IF NOT EXISTS 'so so' AFTER 'ok'")

def downgrade():
    # A value cannot be dropped: the type is made anew without it, and so is each column.
    # A row that has the value makes this fail.
    op.execute("ALTER TYPE mood RENAME TO mood_old")
    op.execute("CREATE TYPE mood AS ENUM ('ok', 'sad', 'it''s')")
    op.alter_column("people", "mood", server_default=None)
    op.alter_column(
        "people",
        "mood",
        type_=postgresql.ENUM("ok", "sad", "it's", name="mood", create_type=False),
        postgresql_using="mood::text::mood",
    )
    op.alter_column("people", "mood", server_default="ok")
    op.execute("DROP TYPE mood_old")
`,
  );
});

test('a value that is there', async () => {
  const made = await scaffolded('add-enum-value', { type: 'mood', value: 'sad' }, { history });
  expect(made).toBe(`mood has the value sad already`);
});

test('a value is renamed', async () => {
  const made = await scaffolded('rename-enum-value', { type: 'mood', value: "it's", to: 'new' }, { history });
  expect(made).toBe(
    `
# rename mood it's to new
# - [ ] The code that is deployed everywhere reads new as it reads it's.
# - [ ] It writes it's only where a refusal is borne and tried again with new: from one moment to the next the one is refused and the other taken.

def upgrade():
    op.execute("ALTER TYPE mood RENAME VALUE 'it''s' TO 'new'")

def downgrade():
    op.execute("ALTER TYPE mood RENAME VALUE 'new' TO 'it''s'")
`,
  );
});

test('a value that is not there', async () => {
  const made = await scaffolded('rename-enum-value', { type: 'mood', value: 'x', to: 'new' }, { history });
  expect(made).toBe(`mood has no value x; it has ok, sad, it's`);
});

test('no types by themselves', async () => {
  const made = await scaffolded(
    'rename-enum-value',
    { type: 'mood', value: 'x', to: 'new' },
    { history, engine: 'mysql' },
  );
  expect(made).toBe(
    `There are no enumerated types here that stand by themselves: a column has its values in its own type, or in a CHECK`,
  );
});

test('the default cannot go', async () => {
  const made = await scaffolded('remove-enum-value', { type: 'mood', value: 'ok' }, { history });
  expect(made).toBe(`ok is the default of people.mood: give it another one first`);
});

test('values that nobody knows', async () => {
  const made = await scaffolded('remove-enum-value', { type: 'other', value: 'ok' }, { history });
  expect(made).toBe(`The values of other are not known from the history: none can be taken from them`);
});
