import type { Fix } from '../model/finding.ts';
import type { Step } from '../model/migration.ts';
import type { AddEnumValue } from '../model/operation.ts';
import type { AnalyzedStep, Rule } from '../model/rule.ts';
import { usesValue, useValueLater } from '../plans/enum-value.ts';
import { untilCommit } from '../plans/transaction.ts';

export const enumValueUsedTooEarly: Rule = {
  id: 'enum-value-used-too-early',
  severity: 'error',
  inDowngrade: 'lower',
  docs: {
    what: 'A value is added to an enumerated type and used before the transaction that adds it has committed.',
    why: 'The server refuses with “unsafe use of new value of enum type”, and the whole migration is rolled back. Before PostgreSQL 12 ALTER TYPE … ADD VALUE runs in no transaction at all.',
    instead:
      'Add the value outside the migration’s transaction, or in an earlier migration that has a transaction of its own. As of PostgreSQL 17 the values of a type that the same transaction creates can be used at once.',
  },
  examples: [
    {
      engine: 'postgresql',
      bad: `op.execute("ALTER TYPE mood ADD VALUE 'calm'")
op.execute("UPDATE users SET mood = 'calm' WHERE mood = 'ok'")`,
      good: `with op.get_context().autocommit_block():
    op.execute("ALTER TYPE mood ADD VALUE IF NOT EXISTS 'calm'")
op.execute("UPDATE users SET mood = 'calm' WHERE mood = 'ok'")`,
    },
  ],
  *check({ steps, previous, migration }) {
    for (const [at, step] of steps.entries()) {
      const { operation } = step;
      if (operation.kind !== 'addEnumValue' || step.transaction !== 'shared') continue;
      const what = `'${operation.value}' of ${operation.type.name}`;
      if (step.effects.transaction === 'forbidden') {
        const message = `Adding ${what} cannot run inside the migration’s transaction: it fails`;
        yield { span: step.head, message, fixes: [outside(step, operation)] };
        continue;
      }
      if (!step.effects.afterCommit) continue;
      const users = untilCommit(steps.slice(at + 1)).filter((each) => usesValue(each, operation));
      const [use] = users;
      if (!use) continue;
      const message = `${what} is used before the transaction that adds it has committed: it fails`;
      // Where all pending migrations share a transaction, a later one comes no later.
      const fixes =
        migration.transaction === 'run'
          ? [outside(step, operation)]
          : [useValueLater(operation, users), outside(step, operation)];
      yield { span: use.head, message, fixes };
    }
    const pending = previous.flatMap(({ up }) => up);
    if (pending.some(({ transaction }) => transaction === 'autocommit')) return;
    for (const { operation } of pending) {
      if (operation.kind !== 'addEnumValue' || isCreated(operation, pending)) continue;
      const use = untilCommit(steps).find((each) => usesValue(each, operation));
      if (!use) continue;
      const message = `'${operation.value}' of ${operation.type.name} is used in the transaction that adds it, if both migrations are pending together`;
      yield { span: use.head, severity: 'info', message };
    }
  },
};

function isCreated({ type }: AddEnumValue, steps: readonly Step[]): boolean {
  return steps.some(({ operation }) => operation.kind === 'createEnum' && operation.type.name === type.name);
}

/** What commits by itself is there still when the migration fails behind it, or when all of it is taken back and done again. */
function outside(step: AnalyzedStep, operation: AddEnumValue): Fix {
  const to = { operation: { ...operation, ifNotExists: true }, transaction: 'autocommit' } as const;
  return { title: 'Add the value outside the transaction', rewrites: [{ kind: 'set', step, to }] };
}
