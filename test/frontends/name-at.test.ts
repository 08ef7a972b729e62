import { expect, test } from 'vitest';
import { frontends } from '../../server/src/frontends/index.ts';
import type { EngineName } from '../../server/src/model/engine.ts';
import type { ToolName } from '../../server/src/model/migration.ts';
import { type Dice, diceOf, freshSeed } from '../dice.ts';
import { mutated } from '../sql/mutate.ts';
import { postgresqlStatements } from '../sql/statements.ts';

const seed = freshSeed();

/** What is said of a place that cannot be: the name would not lie around it. */
function wrong(tool: ToolName, text: string, offset: number, engine: EngineName): readonly string[] {
  const frontend = frontends.find(({ name }) => name === tool);
  const name = frontend?.nameAt({ path: 'x', text }, offset, { engine, version: '' });
  if (!name) return [];
  const { start, end } = name.span;
  const isAround = start <= offset && offset <= end && end <= text.length;
  return isAround && !/[\r\n]/.test(text.slice(start, end))
    ? []
    : [`${JSON.stringify(text.slice(start, end))} at ${offset} of ${JSON.stringify(text)}`];
}

function places(text: string, dice: Dice): readonly number[] {
  return [text.length, ...Array.from({ length: 4 }, () => dice(text.length + 1))];
}

test.each(['postgresql', 'mysql', 'sqlite'] as const)(
  `a name lies around the place that is asked about in 4,000 damaged statements, as %s (MIGRATION_WRITER_SEED=${seed})`,
  (engine) => {
    const dice = diceOf(seed);
    const texts = Array.from({ length: 4000 }, () => mutated(postgresqlStatements, engine, dice));
    const found = texts.flatMap((text) => places(text, dice).flatMap((at) => wrong('sql', text, at, engine)));
    expect(found, `seed ${seed}`).toEqual([]);
  },
  60_000,
);

const revision = `"""people

Revises: 'a1'
"""
revision = "b2"
down_revision: Union[str, None] = ("a1", 'a0')

def upgrade():
    op.create_table("users", sa.Column("id", sa.Integer()), sa.ForeignKeyConstraint(["id"], ["orders.id"]))
    with op.batch_alter_table("users") as batch_op:
        batch_op.drop_column('email')
    op.execute("""UPDATE users SET "Age" = 1
        WHERE id = {x}""")
    op.execute(f"DROP TABLE {name} " 'CASCADE')
    op.create_index(op.f("ix"), "users", ["email", sa.text("lower(x)")], unique=True)
`;

test(`a name lies around the place in 4,000 damaged revisions (MIGRATION_WRITER_SEED=${seed})`, () => {
  const dice = diceOf(seed);
  const texts = Array.from({ length: 4000 }, () => mutated([revision], 'postgresql', dice));
  const found = texts.flatMap((text) => places(text, dice).flatMap((at) => wrong('alembic', text, at, 'postgresql')));
  expect(found, `seed ${seed}`).toEqual([]);
}, 60_000);

test('every place of a revision of 1,000 statements is read in no time', () => {
  const line = '    op.create_index("ix", "users", ["email"], postgresql_where=sa.text("a > 1"))\n';
  const text = `def upgrade():\n${line.repeat(1000)}    op.drop_column("users", "`;
  const start = performance.now();
  for (let count = 0; count < 10; count++) expect(wrong('alembic', text, text.length, 'postgresql')).toEqual([]);
  expect((performance.now() - start) / 10).toBeLessThan(100);
});
