import { expect, test } from 'vitest';
import { metadataIn } from '../../../server/src/frontends/alembic/metadata.ts';
import { claimsScript, readScript } from '../../../server/src/frontends/alembic/script.ts';

function says(text: string) {
  const { says } = readScript({ path: 'migrations/env.py', text });
  return { ...says, ...(says.parameters && { parameters: Object.fromEntries(says.parameters) }) };
}

const connected = (before: string, behind = '') =>
  `from alembic import context\n${before}\nwith engine.connect() as connection:\n    context.configure(connection=connection)\n${behind}    context.run_migrations()\n`;

test.each([
  ['transaction_per_migration=True', { transactionPerMigration: true }],
  ['transaction_per_migration=False, render_as_batch=True', { transactionPerMigration: false, renderAsBatch: true }],
  ['**{"transaction_per_migration": True}', { transactionPerMigration: true }],
  ['transaction_per_migration=settings.PER_MIGRATION', {}],
  ['target_metadata=None', {}],
  ['target_metadata=models.Base.metadata', { namingConvention: 'unread' }],
  [
    'target_metadata=MetaData(naming_convention={"uq": "uq_%(table_name)s"})',
    { namingConvention: { uq: 'uq_%(table_name)s' } },
  ],
])('context.configure(%s)', (given, said) => {
  expect(says(`from sqlalchemy import MetaData\ncontext.configure(connection=c, ${given})`)).toEqual(said);
});

test('what is executed on a connection has the last word, wherever the listener stands', () => {
  const listener = `@event.listens_for(engine, "connect")\ndef tell(connection, record):\n    connection.execute("PRAGMA foreign_keys=ON")\n`;
  const off = '    context.execute("PRAGMA foreign_keys=OFF")\n';
  expect(says(connected(listener, off))).toEqual({ parameters: { foreign_keys: 'OFF' } });
  expect(says(connected('', off) + listener)).toEqual({ parameters: { foreign_keys: 'OFF' } });
});

test('the online run counts, also where code elsewhere begins it', () => {
  const text = `def run_migrations_offline():
    context.configure(transaction_per_migration=False)
    context.run_migrations()


def run_migrations_online():
    context.configure(transaction_per_migration=True)
    context.run_migrations()
`;
  const choice = `\n\nif context.is_offline_mode():\n    run_migrations_offline()\nelse:\n    run_migrations_online()\n`;
  expect(says(text + choice)).toEqual({ transactionPerMigration: true });
  expect(says(text)).toEqual({ transactionPerMigration: true });
});

test.each([
  [
    connected('engine = create_engine(url, connect_args={"options": "-c lock_timeout=5000 -c statement_timeout=0"})'),
    { lock_timeout: '5000', statement_timeout: '0' },
  ],
  [
    connected('engine = create_async_engine(url, connect_args={"server_settings": {"lock_timeout": "5s"}})'),
    { lock_timeout: '5s' },
  ],
  [
    connected('engine = create_engine(url, connect_args={"init_command": "SET SESSION lock_wait_timeout = 5"})'),
    { lock_wait_timeout: '5' },
  ],
  [connected('engine = create_engine("postgresql://x/y?options=-c%20lock_timeout%3D3000")'), { lock_timeout: '3000' }],
  [
    connected(
      '@event.listens_for(engine, "connect")\ndef tell(connection, record):\n    connection.cursor().execute("PRAGMA foreign_keys=ON")\n',
    ),
    { foreign_keys: 'ON' },
  ],
  [connected('', '    connection.execute(text("SET lock_timeout TO \'4s\'"))\n'), { lock_timeout: '4s' }],
  [connected('', '    context.execute(f"SET lock_timeout = {limit}")\n'), { lock_timeout: '{limit}' }],
])('each connection is told %#', (text, parameters) => {
  expect(says(text)).toEqual({ parameters });
});

test('what comes too late, or is said to another connection, is not told', () => {
  expect(says(`${connected('')}    connection.execute(text("SET lock_timeout = 1"))\n`)).toEqual({});
  expect(says(connected('with engine.connect() as other:\n    other.execute(text("SET lock_timeout = 1"))'))).toEqual(
    {},
  );
});

test('AUTOCOMMIT', () => {
  expect(says(connected('engine = create_engine(url, isolation_level="AUTOCOMMIT")'))).toEqual({ autocommit: true });
});

test.each([
  '',
  'def',
  'context.configure(',
  'with a as',
  `${'if x:\n '.repeat(50)}`,
  'def f():\n    f()\nf()',
  'while True:\n    context.run_migrations()',
])('any text is read: %j', (text) => {
  expect(readScript({ path: 'env.py', text }).path).toBe('env.py');
});

test('whose file it is', () => {
  expect(claimsScript({ path: '/a/migrations/env.py', text: 'from alembic import context' })).toBe(true);
  expect(claimsScript({ path: '/a/env.py', text: 'import os' })).toBe(false);
  expect(claimsScript({ path: '/a/my_env.py', text: 'from alembic import context' })).toBe(false);
});

test.each([
  ['class Base(DeclarativeBase):\n    pass', { convention: undefined }],
  ['class Base(DeclarativeBase):\n    metadata = MetaData(naming_convention={"uq": "u"})', { convention: { uq: 'u' } }],
  [
    'names = {"uq": "u"}\nBase = declarative_base(metadata=MetaData(naming_convention=names))',
    { convention: { uq: 'u' } },
  ],
  ['Base = declarative_base()', { convention: undefined }],
  ['Base = SQLAlchemy(metadata=MetaData(naming_convention=load()))', { convention: 'unread' }],
  ['from app.db import Base', { elsewhere: 'app.db.Base.metadata' }],
  ['from .db import Model as Base', { elsewhere: '.db.Model.metadata' }],
  ['from app.db import Root\nclass Base(Root):\n    pass', { elsewhere: 'app.db.Root.metadata' }],
  ['Other = 1', { convention: 'unread' }],
])('the convention of Base in %j', (text, told) => {
  const imports = 'from sqlalchemy import MetaData\nfrom sqlalchemy.orm import DeclarativeBase, declarative_base\n';
  expect(metadataIn({ path: 'models.py', text: `${imports}${text}\n` }, ['Base', 'metadata'])).toEqual(told);
});
