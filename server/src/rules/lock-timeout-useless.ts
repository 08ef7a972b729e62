import { reachOf } from '../model/lock-limit.ts';
import { secondsOf, stoppingQueue, timeText } from '../model/lock-wait.ts';
import type { Rule } from '../model/rule.ts';
import { lockTimeout, setEarlier, setOtherwise } from '../plans/lock-timeout.ts';

export const lockTimeoutUseless: Rule = {
  id: 'lock-timeout-useless',
  severity: 'warning',
  inDowngrade: 'same',
  docs: {
    what: 'A lock timeout is set that does not protect the statements behind it: none, longer than a minute, too late, or for a transaction that they do not run in.',
    why: 'Who waits for a strong lock keeps everyone waiting who comes later. A timeout that never ends the waiting, or that does not hold for the statement, looks like a safeguard and is none.',
    instead:
      'Set a timeout of a few seconds before the first statement that needs a lock; for the session, where statements run outside a transaction.',
    links: [
      'https://www.postgresql.org/docs/current/runtime-config-client.html#GUC-LOCK-TIMEOUT',
      'https://www.postgresql.org/docs/current/sql-set.html',
    ],
  },
  examples: [
    {
      engine: 'postgresql',
      tool: 'sql',
      bad: `SET lock_timeout = 0;
ALTER TABLE users ADD COLUMN nickname text;`,
      good: `SET lock_timeout = '5s';
ALTER TABLE users ADD COLUMN nickname text;`,
    },
    {
      engine: 'postgresql',
      bad: `with op.get_context().autocommit_block():
    op.execute("SET LOCAL lock_timeout = '5s'")
    op.execute("DROP INDEX ix_users_name")`,
      good: `with op.get_context().autocommit_block():
    op.execute("SET lock_timeout = '5s'")
    op.execute("DROP INDEX ix_users_name")`,
    },
  ],
  *check(subject) {
    const { parameter } = subject.locking.limit;
    for (const step of subject.steps) {
      const { operation, head: span } = step;
      const reach = reachOf(step, subject);
      if (!reach || operation.kind !== 'setParameter') continue;
      const { over, lost, late } = reach;
      const seconds = secondsOf(operation.value, subject.locking.limit) ?? 0;
      if (lost) {
        const fixes = [setOtherwise('Set it for the session', step, { ...operation, local: false })];
        yield { span, message: nothingFor[lost], fixes };
      } else if (over.length > 0 && seconds > longest) {
        const shorter = { ...lockTimeout(subject.locking.limit), local: operation.local };
        const fixes = [setOtherwise(`Set ${parameter} to 5 seconds`, step, shorter)];
        yield { span, message: tooLong(parameter, seconds), fixes };
      } else if (late && seconds > 0 && seconds <= longest) {
        const [relation] = stoppingQueue(late, subject.locking)?.relations ?? [];
        const message = `${parameter} is set too late: the lock on ${relation} has been waited for without it`;
        yield { span, message, fixes: setEarlier(step, operation, late) };
      }
    }
  },
  *checkScript({ script, locking: { limit } }) {
    const span = script.toldAt?.get(limit.parameter);
    const seconds = secondsOf(script.says.parameters?.get(limit.parameter) ?? '', limit) ?? 0;
    if (span && seconds > longest) yield { span, message: tooLong(limit.parameter, seconds) };
  },
};

/** Longer than that nobody waits for a page. */
const longest = 60;

const nothingFor = {
  'no transaction': 'SET LOCAL does nothing here: no transaction is open that it could hold for',
  'ends before': 'SET LOCAL ends with its transaction, before anything waits for a lock',
};

function tooLong(parameter: string, seconds: number): string {
  return Number.isFinite(seconds)
    ? `${parameter} lets everyone wait for ${timeText(seconds)} behind a statement that waits for its lock`
    : `${parameter} is turned off: a statement waits for its lock as long as it takes, and everyone else behind it`;
}
