import { expect, test } from 'vitest';
import { transactionPerMigration } from '../../../server/src/frontends/alembic/env.ts';

test.each([
  ['context.configure(connection=connection, transaction_per_migration=True)', true],
  ['context.configure(\n    connection=connection,\n    transaction_per_migration = False,\n)', false],
  ['context.configure(**{"transaction_per_migration": True})', true],
  [
    'context.configure(url=url)\ncontext.configure(transaction_per_migration=False)\nconfigure(transaction_per_migration=True)',
    true,
  ],
  ['context.configure(connection=connection)  # transaction_per_migration=True', undefined],
  ['context.configure(transaction_per_migration=settings.PER_MIGRATION)', undefined],
  ['', undefined],
])('%s', (text, said) => {
  expect(transactionPerMigration(text)).toBe(said);
});
