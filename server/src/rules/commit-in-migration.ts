import type { Fix } from '../model/finding.ts';
import type { Rule, Subject } from '../model/rule.ts';
import {
  type Control,
  isOneRun,
  isSaidByProgram,
  keepsApart,
  leavesForOne,
  superfluousWords,
} from '../plans/transaction.ts';

export const commitInMigration: Rule = {
  id: 'commit-in-migration',
  severity: 'error',
  inDowngrade: 'same',
  docs: {
    what: 'A migration commits, rolls back or begins a transaction on the connection that its tool has lent it.',
    why: 'The transaction is the tool’s. Once it is ended by connection.commit() where one transaction serves the whole run, whatever follows is rolled back at the end of the run, the note of this and all later revisions too, and the run says that all went well. Where each revision has a transaction of its own, the last revision of the run is lost so. The commit() of a session that has joined the connection commits nothing.',
    instead:
      'Leave the transaction to the tool. What must be committed by itself belongs in the tool’s autocommit block, or in a migration of its own.',
    links: [
      'https://alembic.sqlalchemy.org/en/latest/api/runtime.html#alembic.runtime.migration.MigrationContext.autocommit_block',
      'https://docs.sqlalchemy.org/en/20/core/connections.html#commit-as-you-go',
      'https://docs.sqlalchemy.org/en/20/orm/session_api.html#sqlalchemy.orm.Session.params.join_transaction_mode',
    ],
  },
  examples: [
    {
      engine: 'postgresql',
      bad: `connection = op.get_bind()
connection.execute(sa.text("UPDATE plans SET price = 5 WHERE id = 1"))
connection.commit()`,
      good: `connection = op.get_bind()
connection.execute(sa.text("UPDATE plans SET price = 5 WHERE id = 1"))`,
    },
  ],
  *check(subject) {
    const { steps } = subject;
    const spoken = steps.filter((step): step is Control => isSaidByProgram(step, steps) && !leavesForOne(step, steps));
    const found = spoken.flatMap((step) => {
      const message = step.sql === undefined ? called(step, subject) : superfluousWords(step);
      return message === undefined ? [] : [{ step, message }];
    });
    const needed = found.some(({ step }) => step.repeated || step.conditional || keepsApart(step, steps));
    const fixes = needed ? [] : [withoutThem(found.map(({ step }) => step))];
    for (const { step, message } of found) {
      const severity = step.sql === undefined && message !== messages.joined ? 'error' : 'warning';
      yield { span: step.head, message, severity, fixes };
    }
  },
};

function withoutThem(steps: readonly Control[]): Fix {
  return {
    title: 'Leave the transaction to the tool',
    rewrites: steps.map((step) => ({ kind: 'replace', step, by: [] })),
  };
}

/** A session that has joined writes at its commit() what it has not written yet: outside of a loop that is all it is for. */
function called({ operation, loop }: Control, subject: Subject): string | undefined {
  if (operation.joined) return loop && operation.what === 'commit' ? messages.joined : undefined;
  if (operation.what === 'rollback') return messages.gone;
  return isOneRun(subject) ? messages.run : messages.file;
}

const messages = {
  run: 'This commit() ends the transaction of the whole run: all that follows is rolled back at its end, the number of this revision too, though the run succeeds',
  // Measured on three databases: the next revision commits what this one left open.
  file: 'This commit() ends the migration’s own transaction: what is written from here on is rolled back, the number of this revision too, unless another revision follows, though the run succeeds',
  gone: 'This rollback() takes back what the migration has done so far, and what follows it fails',
  joined:
    'This commit() commits nothing: the session has joined the migration’s transaction, and every row stays locked until that ends',
} as const;
