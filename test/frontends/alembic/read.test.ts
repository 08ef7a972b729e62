import { expect, test } from 'vitest';
import { readMigration } from '../../../server/src/frontends/alembic/read.ts';
import type { EngineName } from '../../../server/src/model/engine.ts';
import type { Migration } from '../../../server/src/model/migration.ts';
import { shownStep } from '../../shown.ts';

test('the revision is read in all its forms', () => {
  expect(revision('revision = "b"\ndown_revision = "a"')).toBe('b <- a');
  expect(revision('revision: str = "b"\ndown_revision: Union[str, None] = None')).toBe('b <-');
  expect(revision('revision: str = "b"\ndown_revision: str | None = "a"')).toBe('b <- a');
  expect(revision('revision = "m"\ndown_revision = ("a", \'b\')')).toBe('m <- a, b');
  expect(revision('BASE = "a"\nrevision = BASE + "1"\ndown_revision = [BASE]')).toBe('a1 <- a');
  expect(revision('revision = "b"\ndown_revision = "a"\ndepends_on = ("x",)\nbranch_labels = "l"')).toBe(
    'b <- a after x labels l',
  );
  // Its file is called b.py.
  expect(revision('down_revision = None')).toBe('b <-');
});

test('its title is the first line of the docstring, its places are those of the values', () => {
  const text =
    '"""\n  Add users.\n\nRevision ID: b\n"""\nrevision = "b"\ndown_revision = "a"\n\n\ndef upgrade():\n    pass\n';
  const { title, spans } = readOf(text);
  expect(title).toBe('Add users.');
  expect([spans.id, spans.parents, spans.up].map((span) => span && text.slice(span.start, span.end))).toEqual([
    '"b"',
    '"a"',
    'def upgrade',
  ]);
  expect(spans.down).toBeUndefined();
});

test.each([
  ['', 'missing'],
  ['def downgrade():\n    pass', 'empty'],
  ['def downgrade() -> None:\n    """Nothing to do."""\n    # really\n    return', 'empty'],
  ['def downgrade(): ...', 'empty'],
  ['def downgrade():\n    raise NotImplementedError("one way")', 'raises'],
  ['def downgrade():\n    op.drop_table("a")', 'written'],
  ['def downgrade():\n    print("nothing to undo")', 'empty'],
  ['def downgrade(engine_name):\n    globals()["downgrade_%s" % engine_name]()\ndef downgrade_a():\n    pass', 'empty'],
  ['def downgrade()\n    op.drop_table("a")', 'written'],
])('a file that ends in %j is rolled back: %s', (text, rollback) => {
  expect(readOf(`def upgrade():\n    op.drop_column("a", "b")\n${text}\n`).rollback).toBe(rollback);
});

test('several statements of one call share its place, in the order in which Alembic emits them', () => {
  expectUp(
    `
    op.alter_column("t", "c", new_column_name="d", server_default=sa.text("0"), nullable=False, type_=sa.BigInteger(), existing_type=sa.Integer(), postgresql_using="c::bigint")
    op.add_column("t", sa.Column("c", sa.Integer, sa.ForeignKey("s.p.id", ondelete="cascade"), unique=True, nullable=False, comment="x"))
    op.add_column("t", sa.Column("c", sa.Integer, index=True), schema="s")
    op.create_table("t", sa.Column("id", sa.Integer, primary_key=True), sa.Column("e", sa.Enum("a", "b", name="e"), server_default="a"), sa.Column("n", sa.String(length=5), index=True))`,
    `
    changeType t c existing=integer type=bigint using=c::bigint [op.alter_column]
    setNotNull t c existing=integer [op.alter_column]
    setDefault t c existing=integer default=0 [op.alter_column]
    renameColumn t c existing=integer to=d [op.alter_column]
    addColumn t c integer comment=x [op.add_column]
    addConstraint t constraint=foreignKey columns=[c] references=s.p referencedColumns=[id] onDelete=CASCADE [op.add_column]
    addConstraint t constraint=unique columns=[c] [op.add_column]
    other statement=COMMENT ON COLUMN relations=[t] c comment=x [op.add_column]
    addColumn s.t c integer null [op.add_column]
    createIndex s.t name=ix_s_t_c keys=[column=c] [op.add_column]
    createEnum type=e values=[a; b] [op.create_table]
    createTable t columns=[id integer identity=serial; e e{a,b} default='a' null; n varchar(5) null] constraints=[primaryKey columns=[id]] [op.create_table]
    createIndex t name=ix_t_n keys=[column=n] [op.create_table]`,
  );
});

test('directives are read with their arguments by name, in any order, and in a batch without the table', () => {
  expectUp(
    `
    op.create_check_constraint(condition=sa.column("a") > 1, table_name="t", constraint_name=op.f("ck"))
    op.create_foreign_key(None, "t", "p", ["a"], ["b"], source_schema="s", referent_schema="r", postgresql_not_valid=True)
    op.create_index("ix", "t", ["a", sa.text("lower(b)"), sa.desc("c")], unique=True, postgresql_using="gin", postgresql_where=sa.column("a") == None)
    op.drop_index(op.f("ix"), table_name="t", postgresql_concurrently=True, if_exists=True)
    op.drop_constraint("fk", "t", type_="foreignkey")
    op.create_primary_key("pk", table_name="t", columns=["a"])
    with op.batch_alter_table("b", schema="s") as batch_op:
        batch_op.drop_column("x")
        op.drop_table("before")
        batch_op.create_unique_constraint(batch_op.f("uq"), ["a", "b"])
        batch_op.alter_column(column_name="y", nullable=True)`,
    `
    addConstraint t constraint=check ck expression=a > 1 [op.create_check_constraint]
    addConstraint s.t constraint=foreignKey columns=[a] references=r.p referencedColumns=[b] notValid [op.create_foreign_key]
    createIndex t name=ix keys=[column=a; expression=lower(b); expression=c DESC] unique method=gin where=a IS NULL [op.create_index]
    dropIndex index=ix t concurrently ifExists [op.drop_index]
    dropConstraint t name=fk type=foreignKey [op.drop_constraint]
    addConstraint t constraint=primaryKey pk columns=[a] [op.create_primary_key]
    dropTable before [op.drop_table]
    dropColumn s.b x [batch_op.drop_column]
    addConstraint s.b constraint=unique uq columns=[a; b] [batch_op.create_unique_constraint]
    dropNotNull s.b y [batch_op.alter_column]`,
  );
});

test('defaults are constants, expressions, or what only the application knows', () => {
  expectUp(
    `
    op.add_column("t", sa.Column("a", sa.DateTime(timezone=True), server_default="now()"))
    op.add_column("t", sa.Column("b", sa.DateTime, server_default=sa.func.now()))
    op.add_column("t", sa.Column("c", sa.Boolean, server_default=sa.false(), default=False))
    op.add_column("t", sa.Column("d", sa.Numeric(10, 2), server_default=op.inline_literal("1")))
    op.add_column("t", sa.Column("e", sa.BigInteger, sa.Identity(always=True)))
    op.add_column("t", sa.Column("f", sa.Float, sa.Computed("a * 2")))
    op.add_column("t", sa.Column("g", sa.Text, server_default=settings.DEFAULT, default=uuid4))`,
    `
    addColumn t a timestamptz default='now()' null [op.add_column]
    addColumn t b timestamp default=now() null [op.add_column]
    addColumn t c boolean default=false clientDefault=False clientDefaultInDatabase=false null [op.add_column]
    addColumn t d numeric(10,2) default='1' null [op.add_column]
    addColumn t e bigint identity=always [op.add_column]
    addColumn t f double precision generated=expression=a * 2 stored null [op.add_column]
    addColumn t g text default=?settings.DEFAULT clientDefault=uuid4 null [op.add_column]`,
  );
});

test('types are those of the engine at hand', () => {
  const body = `
    op.add_column("t", sa.Column("a", sa.JSON().with_variant(pg.JSONB(), "postgresql")))
    op.add_column("t", sa.Column("b", pg.ARRAY(sa.String(5), dimensions=2)))
    op.add_column("t", sa.Column("c", sa.Enum(Colour)))
    op.add_column("t", sa.Column("d", sa.Enum("a", "bcd", native_enum=False)))
    op.add_column("t", sa.Column("e", Mine()))
    op.add_column("t", sa.Column("f", theirs.Point(srid=3)))`;
  expect(up(readOf(file(body)), file(body)).map((line) => line.replace(/addColumn t (.*) null \[.*/, '$1'))).toEqual([
    'a jsonb',
    'b varchar(5)[][]',
    'c colour{RED,BLUE}',
    'd varchar(3){a,bcd not native}',
    'e json',
    'f point',
  ]);
  const other = up(readOf(file(body), 'sqlite'), file(body)).map((line) => line.split(' ')[3]);
  expect(other).toEqual(['json', 'varchar(5)[][]', 'varchar(4){RED,BLUE', 'varchar(3){a,bcd', 'json', 'point']);
});

test('only the branch of the engine at hand counts', () => {
  const body = `
    bind = op.get_bind()
    if bind.dialect.name == "postgresql":
        op.drop_table("pg")
    elif context.get_context().dialect.name in ("mysql", "mariadb"):
        op.drop_table("my")
    else:
        op.drop_table("other")
    if is_sqlite(): return
    op.drop_table("not_sqlite")`;
  const dropped = (engine: EngineName) => up(readOf(file(body), engine), file(body)).map((line) => line.split(' ')[1]);
  expect(dropped('postgresql')).toEqual(['pg', 'not_sqlite']);
  expect(dropped('mysql')).toEqual(['my', 'not_sqlite']);
  expect(dropped('mariadb')).toEqual(['my', 'not_sqlite']);
  expect(dropped('sqlite')).toEqual(['other']);
});

test('code elsewhere whose name says which database it asks for is believed', () => {
  const of = (condition: string, engine: EngineName) => {
    const text = file(`
    bind = op.get_bind()
    if ${condition}:
        op.drop_table("pg")
    else:
        op.drop_table("other")`);
    return up(readOf(text, engine), text).map((line) => line.split(' ')[1]);
  };
  for (const condition of [
    'is_postgresql(bind)',
    'utils.is_postgres()',
    'settings.IS_POSTGRESQL',
    'isinstance(bind.dialect, PGDialect)',
    'get_dialect_name(bind) == "postgresql"',
    'bind.engine.url.get_backend_name() == "postgresql"',
    'not is_sqlite(bind) and not is_mysql(bind)',
  ]) {
    expect(of(condition, 'postgresql'), condition).toEqual(['pg']);
    expect(of(condition, 'sqlite'), condition).toEqual(['other']);
    expect(of(condition, 'mariadb'), condition).toEqual(['other']);
  }
  expect(of('is_postgresql(bind, min_version=(11,))', 'postgresql')).toEqual(['pg', 'other']);
  expect(of('is_sql_ready(bind)', 'postgresql')).toEqual(['pg', 'other']);
});

test('code elsewhere that only looks, by its name, does nothing', () => {
  expectUp(
    `
    bind = op.get_bind()
    if table_exists(bind, "t") and has_column(bind, "t", "a") and is_old(bind):
        drop_column_if_exists(op, "t", "a")
    create_table_if_not_exists(op, "t")
    look_for(bind)`,
    `
    opaque why=calls drop_column_if_exists(), which is defined elsewhere (conditional) [drop_column_if_exists]
    opaque why=calls create_table_if_not_exists(), which is defined elsewhere [create_table_if_not_exists]
    opaque why=calls look_for(), which is defined elsewhere [look_for]`,
  );
});

test('what is put in by % is no remainder', () => {
  expectUp(
    `
    op.execute("UPDATE t SET a = 1 %s" % condition)
    op.execute("UPDATE t SET a = 1 %(where)s" % {"where": condition})
    op.execute("UPDATE t SET a = %d" % number)
    op.execute("UPDATE t SET a = 7 %% 3")`,
    `
    opaque why=a part of the statement is only known at run time: {}; parts of the text are only known when it runs [UPDATE]
    opaque why=a part of the statement is only known at run time: {_where_}; parts of the text are only known when it runs [UPDATE]
    updateRows t columns=[a] rows=all [UPDATE]
    updateRows t columns=[a] rows=all [UPDATE]`,
  );
});

test('what one database refuses in a branch that asks for another is not held against it', () => {
  const errors = (condition: string, engine: EngineName) =>
    readOf(
      file(`
    if ${condition}:
        op.execute("INSERT OR IGNORE INTO t (a) VALUES (1)")
    else:
        op.execute("INSERT INTO t (a) VALUES (1::int) ON CONFLICT DO NOTHING")`),
      engine,
    ).up.map(({ error }) => error !== undefined);
  expect(errors('os.environ["DATABASE"].startswith("sqlite")', 'postgresql')).toEqual([false]);
  expect(errors('os.environ["DATABASE"].startswith("sqlite")', 'sqlite')).toEqual([false]);
  expect(errors('ready()', 'postgresql')).toEqual([true, false]);
});

test('what only sometimes runs is conditional, what runs several times is repeated', () => {
  expectUp(
    `
    if "t" in sa.inspect(op.get_bind()).get_table_names():
        op.drop_table("a")
    else:
        op.drop_table("b")
    for name in ("c", "d"):
        op.drop_table(name)
    for row in rows():
        op.execute("DELETE FROM e WHERE id = 1")
    helper("f"); helper("g")
    try:
        op.drop_table("h")
    except Exception:
        op.drop_table("i")
    while True:
        op.drop_table("j")
        if done(): break
    if not ready():
        raise Exception("not yet")
    op.drop_table("k")
    if late():
        return
    op.drop_table("l")`,
    `
    dropTable a (conditional) [op.drop_table]
    dropTable b (conditional) [op.drop_table]
    dropTable c (repeated) [op.drop_table]
    dropTable d (repeated) [op.drop_table]
    deleteRows e rows=some (conditional, repeated) [DELETE FROM]
    dropColumn f x (repeated) [op.drop_column]
    dropColumn g x (repeated) [op.drop_column]
    dropTable h [op.drop_table]
    dropTable i (conditional) [op.drop_table]
    dropTable j (conditional, repeated) [op.drop_table]
    dropTable k [op.drop_table]
    dropTable l (conditional) [op.drop_table]`,
  );
});

test('SQL in strings gives a step a statement, each at its place', () => {
  expectUp(
    `
    op.execute("DROP TABLE a; " f"CREATE INDEX ix ON {TABLE} (b)")
    op.execute(sa.text("UPDATE %s SET a = 1 WHERE b = :b" % TABLE).bindparams(b=1))
    conn = op.get_bind()
    conn.exec_driver_sql(SQL)
    op.execute(r'DROP TABLE "a\\:b"')
    conn.execute(sa.DDL("DROP VIEW v"))
    conn.execute(sa.DDL('DROP TABLE "%(table)s"', context={"table": TABLE}))`,
    `
    dropTable a [DROP TABLE]
    createIndex users name=ix keys=[column=b] [CREATE INDEX]
    updateRows users columns=[a] rows=some [UPDATE]
    deleteRows old rows=all [DELETE FROM]
    dropTable a:b [DROP TABLE]
    other statement=DROP VIEW relations=[v] [DROP VIEW]
    dropTable users [DROP TABLE]`,
  );
});

test('statements run by themselves in an autocommit block, behind COMMIT, and on such a connection', () => {
  expectUp(
    `
    op.drop_table("a")
    with op.get_context().autocommit_block():
        op.drop_table("b")
    op.drop_table("c")
    conn = op.get_bind().execution_options(isolation_level="AUTOCOMMIT")
    conn.execute(sa.text("VACUUM t"))
    op.execute("COMMIT")
    op.drop_table("d")`,
    `
    dropTable a [op.drop_table]
    dropTable b (autocommit) [op.drop_table]
    dropTable c [op.drop_table]
    other statement=VACUUM relations=[t] (autocommit) [VACUUM]
    controlTransaction what=commit [COMMIT]
    dropTable d (autocommit) [op.drop_table]`,
  );
});

test('rows are changed through Core, mapped classes and sessions', () => {
  expectUp(
    `
    t = sa.table("t", sa.column("a"))
    op.execute(t.update().values({"a": 1, t.c.b: 2}))
    op.execute(sa.delete(t).where(t.c.a == 1))
    op.get_bind().execute(sa.insert(Thing).from_select(["a"], sa.select(t.c.a)))
    op.bulk_insert(sa.table("t", schema="s"), [{"a": 1}])
    op.bulk_insert(t, [])
    session = orm.Session(bind=op.get_bind())
    session.query(Thing).filter(Thing.id == 1).update({Thing.id: 2})
    session.add(Thing(id=1))
    session.add(row)
    for each in session.query(Thing):
        each.id = 3
    session.commit()`,
    `
    updateRows t columns=[a; b] rows=all [t.update]
    deleteRows t rows=some [sa.delete]
    insertRows s.things from=query [sa.insert]
    insertRows s.t from=values [op.bulk_insert]
    updateRows s.things columns=[id] rows=some [update]
    insertRows s.things from=values [session.add]
    opaque why=session.add() writes rows through the ORM [session.add]
    opaque why=rows are changed through objects of the ORM (conditional, repeated) [each.id]
    controlTransaction what=commit joined [session.commit]`,
  );
});

test('types are made and dropped, each once', () => {
  expectUp(
    `
    e = pg.ENUM("a", name="e", schema="s")
    e.create(op.get_bind(), checkfirst=True)
    e.create(op.get_bind())
    op.create_table("t", sa.Column("e", pg.ENUM("a", name="e", create_type=False)))
    e.drop(op.get_bind())`,
    `
    createEnum type=s.e values=[a] ifNotExists [e.create]
    createTable t columns=[e e{a} null] [op.create_table]
    dropType type=s.e [e.drop]`,
  );
});

test('what cannot be read says why', () => {
  expectUp(
    `
    op.drop_table(table_name())
    op.sync_enum_values("public", "e", ["a"])
    op.execute(theirs.SQL)
    op.add_column("t", theirs.column())
    op.create_table("t", *theirs.columns())
    theirs.backfill(op.get_bind())
    theirs.backfill()
    metadata.create_all(op.get_bind())`,
    `
    opaque why=the table_name of op.drop_table is not known: what \`table_name()\` gives is only known when it runs [op.drop_table]
    opaque why=op.sync_enum_values comes from an extension of Alembic [op.sync_enum_values]
    opaque why=what is executed is not known: \`SQL\` is defined elsewhere [op.execute]
    opaque why=the column of op.add_column is not known: what \`column()\` gives is only known when it runs [op.add_column]
    createTable t [op.create_table]
    opaque why=some columns of t are made elsewhere [op.create_table]
    opaque why=calls backfill(), which is defined elsewhere [theirs.backfill]
    opaque why=calls backfill(), which is defined elsewhere [theirs.backfill]
    opaque why=create_all() creates whatever the MetaData holds [metadata.create_all]`,
  );
});

test('Python that touches no database makes no step', () => {
  expectUp(
    `
    """Only words."""
    print("x"); logger.info("y"); slug = theirs.slugify("z")
    names = [n.upper() for n in ("a", "b")]
    names.append(slug)
    inspector = sa.inspect(op.get_bind())
    if op.get_context().as_sql: op.drop_table("offline")
    assert inspector.has_table("t")`,
    '',
  );
});

test('the functions of a multidb template and op as a parameter are followed', () => {
  const text = `
def upgrade(engine_name):
    globals()["upgrade_%s" % engine_name]()
def upgrade_one():
    op.drop_table("a")
def upgrade_two():
    op.drop_table("b")
def downgrade(op, tables):
    op.drop_table("c")
`;
  const read = readOf(text.replace(/^/, 'from alembic import op\n'));
  expect(read.up.length).toBe(2);
  expect(read.down.length).toBe(1);
});

test('what stands before an error is read, and one function does not swallow the next', () => {
  const text = file('\n    op.drop_table("a")\n    op.create_index("ix", "t", [\n');
  const read = readOf(`${text}\ndef downgrade():\n    op.drop_table("b")\n`);
  expect(up(read, text)).toEqual(['dropTable a [op.drop_table]']);
  expect(read.down.length).toBe(1);
  expect(read.errors[0]?.span.start).toBeGreaterThan(text.indexOf('"a"'));
});

test.each(['op.', 'op.get_bind().  # still typing', 'x =', 'x = a.b +', 'x = -'])(
  '%j above a statement does not take it in',
  (typed) => {
    const text = file(`\n    op.drop_table("a")\n    ${typed}\n    op.drop_table("b")\n`);
    const read = readOf(text);
    expect(up(read, text)).toEqual(['dropTable a [op.drop_table]', 'dropTable b [op.drop_table]']);
    expect(read.errors[0]?.span.start).toBe(text.indexOf(`${typed}\n`));
  },
);

test.each([
  ['in brackets', 'x = (\n        1 +\n        2\n    )'],
  ['behind a backslash', 'x = 1 + \\\n        2'],
  ['in a text', 'x = """It ends.\n    a =\n    """'],
  ['in a comment', '# It ends.\n    # ---'],
  ['of three dots', 'x: int = ...'],
])('a line that ends in a sign is no error %s', (_, statement) => {
  expect(readOf(file(`\n    ${statement}\n    op.drop_table("a")\n`)).errors).toEqual([]);
});

test('a backslash at the end of a line is white space', () =>
  expectUp(
    '\n    op.create_index("ix", "t", \\\n        ["a"])',
    'createIndex t name=ix keys=[column=a] [op.create_index]',
  ));

test.each([
  ['calls itself', 'def f(x):\n    op.drop_table("a")\n    f(x)\ndef upgrade():\n    f(1)\n'],
  [
    'loops for ever',
    'def upgrade():\n    for i in range(1000):\n        for j in range(1000):\n            op.execute(f"select {i}")\n',
  ],
  [
    'grows without end',
    'def upgrade():\n    s = "x"\n    for i in range(999):\n        s = s + s\n    op.execute(s)\n',
  ],
  ['is deeply nested', `def upgrade():\n    x = ${'('.repeat(5000)}1${')'.repeat(5000)}\n    op.drop_table("a")\n`],
  ['is deeply indented', Array.from({ length: 3000 }, (_, depth) => `${' '.repeat(depth)}if x:\n`).join('')],
  ['is a long chain', `def upgrade():\n    x${'.a()'.repeat(5000)}\n    op.drop_table("a")\n`],
  ['is binary', '\0\u0001\ufffd'.repeat(1000)],
])('a file that %s is read in bounded time', (_, text) => {
  const read = readOf(`from alembic import op\n${text}`);
  expect(read.up.length).toBeLessThanOrEqual(2001);
  expect(readOf('from alembic import op\ndef upgrade():\n    op.drop_table("after")\n').up.length).toBe(1);
});

function expectUp(body: string, expected: string): void {
  const text = file(body);
  const lines = expected.split('\n').map((line) => line.trim());
  expect(up(readOf(text), text)).toEqual(lines.filter((line) => line !== ''));
}

/** A revision with `body` as its upgrade. */
function file(body: string): string {
  return `from alembic import context, op
import logging
import sqlalchemy as sa
import sqlalchemy.orm as orm
import theirs
from sqlalchemy.dialects import postgresql as pg
from theirs import Base, metadata

revision = "b"
down_revision = "a"
TABLE = "users"
SQL = """
    DELETE FROM old;
"""
logger = logging.getLogger(__name__)


class Colour(enum.Enum):
    RED = 1
    BLUE = 2


class Mine(sa.types.TypeDecorator):
    impl = sa.JSON


class Thing(Base):
    __tablename__ = "things"
    __table_args__ = {"schema": "s"}
    id = sa.Column(sa.Integer)


def is_sqlite():
    return op.get_bind().engine.name == "sqlite"


def helper(table, *, column="x"):
    op.drop_column(table, column)


def upgrade():${body}
`;
}

function readOf(text: string, engine: EngineName = 'postgresql'): Migration {
  return readMigration({ path: 'versions/b.py', text }, { engine, version: '15' });
}

function up(migration: Migration, text: string): readonly string[] {
  return migration.up.map((step) => shownStep(step, text));
}

function revision(text: string): string {
  const { id, parents, dependsOn, labels } = readOf(text);
  const after = dependsOn.length > 0 ? ` after ${dependsOn.join(', ')}` : '';
  const labelled = labels.length > 0 ? ` labels ${labels.join(', ')}` : '';
  return `${id ?? '?'} <- ${parents.join(', ')}${after}${labelled}`.trim();
}

test('a foreign key with use_alter is left out of the table, except where nothing could add it later', () => {
  const upgrade =
    'op.create_table("t", sa.Column("a", sa.Integer, sa.ForeignKey("p.id", use_alter=True)), sa.ForeignKeyConstraint(["a"], ["p.id"], name="k", use_alter=True))';
  const foreignKeys = (engine: EngineName) =>
    readOf(`def upgrade():\n    ${upgrade}\n`, engine).up.flatMap(({ operation }) =>
      operation.kind === 'createTable' ? operation.constraints.map(({ name }) => name) : [],
    );
  expect(foreignKeys('postgresql')).toEqual([]);
  expect(foreignKeys('sqlite')).toEqual(['k', undefined]);
});

test('a column of a key that points elsewhere does not number itself, whoever says that it points', () => {
  const upgrade =
    'op.create_table("t", sa.Column("a", sa.Integer, primary_key=True), sa.ForeignKeyConstraint(["a"], ["p.id"]))';
  const [step] = readOf(`def upgrade():\n    ${upgrade}\n`).up;
  expect(step?.operation.kind === 'createTable' && step.operation.columns.map(({ identity }) => identity)).toEqual([
    undefined,
  ]);
});

test('a length that stands elsewhere is none that is known', () => {
  const text = 'from app import N\n\ndef upgrade():\n    op.add_column("t", sa.Column("a", sa.String(length=N)))\n';
  const [step] = readOf(text).up;
  expect(step?.operation.kind === 'addColumn' && step.operation.column.type).toMatchObject({ elsewhere: true });
});

test('globals().get names the functions of the multidb template as globals()[…] does', () => {
  const text = `def upgrade(engine_name: str = ''):
    globals().get(f'upgrade_{engine_name}', lambda: None)()

def upgrade_():
    op.drop_table("t")
`;
  expect(readOf(text).up.map(({ operation }) => operation.kind)).toEqual(['dropTable']);
});
