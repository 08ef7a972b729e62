import { firstExposed, firstOfProject, speaksOfLimit, waitText } from '../model/lock-wait.ts';
import type { Rule } from '../model/rule.ts';
import { setBefore, setInScript } from '../plans/lock-timeout.ts';

/** Said once a project: where the program around the migrations is, or else at the first step that may keep others waiting. */
export const lockTimeoutMissing: Rule = {
  id: 'lock-timeout-missing',
  severity: 'info',
  inDowngrade: 'silent',
  oncePerProject: true,
  docs: {
    what: 'Nothing in the project limits how long a migration waits for a lock on a table that is in use.',
    why: 'A statement that needs a strong lock waits behind every transaction that has used the table, if only to read, and everyone who comes later waits behind the statement. One forgotten transaction, and the application stands still for as long as it stays open.',
    instead:
      'Set a lock timeout of a few seconds for the connection that runs migrations, once for all of them, and run a migration again that gave up.',
    links: [
      'https://www.postgresql.org/docs/current/runtime-config-client.html#GUC-LOCK-TIMEOUT',
      'https://dev.mysql.com/doc/refman/8.4/en/server-system-variables.html#sysvar_lock_wait_timeout',
    ],
  },
  examples: [
    {
      engine: 'postgresql',
      tool: 'sql',
      bad: 'ALTER TABLE users ADD COLUMN nickname text;',
      good: `SET lock_timeout = '5s';
ALTER TABLE users ADD COLUMN nickname text;`,
    },
    {
      engine: 'postgresql',
      part: 'script',
      history: ['op.add_column("users", sa.Column("nickname", sa.Text()))'],
      bad: `context.configure(connection=engine.connect())
with context.begin_transaction():
    context.run_migrations()`,
      good: `context.configure(connection=engine.connect())
with context.begin_transaction():
    context.execute("SET lock_timeout = '5s'")
    context.run_migrations()`,
    },
  ],
  *check({ steps, environment, deployment, locking, upgrades, migration }) {
    if (deployment !== 'zero-downtime' || environment.script !== undefined) return;
    const found = firstExposed(steps, locking);
    if (!found || (firstOfProject(upgrades, locking)?.migration.path ?? migration.path) !== migration.path) return;
    if (speaksOfLimit(upgrades, locking)) return;
    const { step, queue } = found;
    yield {
      span: step.head,
      message: `Nothing limits how long this waits for its lock on ${queue.relations.join(', ')}: ${waitText(queue)}`,
      fixes: [setBefore(step, locking.limit)],
    };
  },
  *checkScript({ script: { runs }, environment, deployment, locking, upgrades }) {
    const { parameter, whole = parameter } = locking.limit;
    const isTold = [parameter, whole].some((name) => environment.parameters?.has(name));
    if (deployment !== 'zero-downtime' || !runs || isTold || speaksOfLimit(upgrades, locking)) return;
    const first = firstOfProject(upgrades, locking);
    if (!first) return;
    const { migration, step, queue } = first;
    const message = `For a lock on ${queue.relations.join(', ')}: ${waitText(queue)}`;
    yield {
      span: runs,
      message: `Nothing here sets ${parameter}: a migration that has to wait for its lock waits as long as it takes, and everyone else behind it`,
      related: [{ path: migration.path, span: step.head, message }],
      fixes: [setInScript(locking.limit)],
    };
  },
};
