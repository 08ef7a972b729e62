import type { Operation } from '../model/operation.ts';
import type { Rule } from '../model/rule.ts';

export const notRerunnable: Rule = {
  id: 'not-rerunnable',
  severity: 'info',
  offByDefault: true,
  inDowngrade: 'same',
  docs: {
    what: 'A statement outside a transaction has no IF EXISTS or IF NOT EXISTS.',
    why: 'What runs outside a transaction stays where a later statement fails. The migration then has to run again, and stops at what is there already.',
    instead:
      'Say IF NOT EXISTS or IF EXISTS; before an index that is built concurrently, drop what a failed attempt left.',
    links: ['https://www.postgresql.org/docs/current/sql-createindex.html'],
  },
  examples: [
    {
      engine: 'postgresql',
      bad: `with op.get_context().autocommit_block():
    op.create_index("ix_users_email", "users", ["email"], postgresql_concurrently=True)`,
      good: `with op.get_context().autocommit_block():
    op.create_index(
        "ix_users_email",
        "users",
        ["email"],
        postgresql_concurrently=True,
        if_not_exists=True,
    )`,
    },
  ],
  *check({ steps, migration }) {
    const outside = migration.transaction === 'statement';
    let begun = false;
    for (const step of steps) {
      const { operation, transaction, effects } = step;
      if (operation.kind === 'controlTransaction') begun = operation.what === 'begin';
      // What fails in a transaction of the author's own leaves nothing behind.
      if ((!outside && transaction === 'shared') || (begun && effects.transaction !== 'implicit commit')) continue;
      const again = rerunnable(operation);
      if (!again || effects.refused !== undefined) continue;
      yield {
        span: step.head,
        message: `If a later statement fails and the migration runs again, it stops here: there is no ${'ifNotExists' in again ? 'IF NOT EXISTS' : 'IF EXISTS'}`,
        fixes: [
          {
            title: `Say ${'ifNotExists' in again ? 'IF NOT EXISTS' : 'IF EXISTS'}`,
            rewrites: [{ kind: 'set', step, to: { operation: again, transaction } }],
          },
        ],
      };
    }
  },
};

/** The operation that may run twice; undefined where it may already, or has no such form. */
function rerunnable(operation: Operation): Operation | undefined {
  // Of an index without a name nobody can ask whether it is there; what is temporary goes with the session.
  if (operation.kind === 'createIndex' && operation.name === undefined) return undefined;
  if (operation.kind === 'createTable' && operation.temporary) return undefined;
  if (operation.kind === 'createTable' || operation.kind === 'createIndex' || operation.kind === 'addColumn')
    return operation.ifNotExists ? undefined : { ...operation, ifNotExists: true };
  if (operation.kind === 'addEnumValue') return operation.ifNotExists ? undefined : { ...operation, ifNotExists: true };
  if (
    operation.kind === 'dropTable' ||
    operation.kind === 'dropIndex' ||
    operation.kind === 'dropColumn' ||
    operation.kind === 'dropConstraint' ||
    operation.kind === 'dropType'
  )
    return operation.ifExists ? undefined : { ...operation, ifExists: true };
  return undefined;
}
