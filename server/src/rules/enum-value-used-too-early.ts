import type { Fix } from '../model/finding.ts';
import type { Step } from '../model/migration.ts';
import type { AddEnumValue, Column, Constraint, Default, Operation } from '../model/operation.ts';
import type { AnalyzedStep, Rule } from '../model/rule.ts';
import { typeBefore } from '../model/schema.ts';

export const enumValueUsedTooEarly: Rule = {
  id: 'enum-value-used-too-early',
  severity: 'error',
  inDowngrade: 'lower',
  docs: {
    what: 'A value is added to an enumerated type and used before the transaction that adds it has committed.',
    why: 'The server refuses with “unsafe use of new value of enum type”, and the whole migration is rolled back. Before PostgreSQL 12 ALTER TYPE … ADD VALUE runs in no transaction at all.',
    instead:
      'Add the value outside the migration’s transaction, or in an earlier migration that has a transaction of its own. A type that the same transaction creates is no problem.',
  },
  examples: [
    {
      engine: 'postgresql',
      bad: `op.execute("ALTER TYPE mood ADD VALUE 'calm'")
op.execute("UPDATE users SET mood = 'calm' WHERE mood = 'ok'")`,
      good: `with op.get_context().autocommit_block():
    op.execute("ALTER TYPE mood ADD VALUE 'calm'")
op.execute("UPDATE users SET mood = 'calm' WHERE mood = 'ok'")`,
    },
  ],
  *check({ steps, previous }) {
    for (const [at, step] of steps.entries()) {
      const { operation } = step;
      if (operation.kind !== 'addEnumValue' || step.transaction !== 'shared') continue;
      if (isCreated(operation, steps.slice(0, at))) continue;
      const what = `'${operation.value}' of ${operation.type.name}`;
      if (step.effects.transaction === 'forbidden') {
        const message = `Adding ${what} cannot run inside the migration’s transaction: it fails`;
        yield { span: step.head, message, fixes: [outside(step)] };
        continue;
      }
      const use = untilCommit(steps.slice(at + 1)).find((each) => uses(each, operation));
      if (!use) continue;
      const message = `${what} is used before the transaction that adds it has committed: it fails`;
      yield { span: use.head, message, fixes: [outside(step)] };
    }
    const pending = previous.flatMap(({ up }) => up);
    if (pending.some(({ transaction }) => transaction === 'autocommit')) return;
    for (const { operation } of pending) {
      if (operation.kind !== 'addEnumValue' || isCreated(operation, pending)) continue;
      const use = untilCommit(steps).find((each) => uses(each, operation));
      if (!use) continue;
      const message = `'${operation.value}' of ${operation.type.name} is used in the transaction that adds it, if both migrations are pending together`;
      yield { span: use.head, severity: 'info', message };
    }
  },
};

function isCreated({ type }: AddEnumValue, steps: readonly Step[]): boolean {
  return steps.some(({ operation }) => operation.kind === 'createEnum' && operation.type.name === type.name);
}

/** A step that commits by itself commits what came before it too. */
function untilCommit<S extends Step>(steps: readonly S[]): readonly S[] {
  const end = steps.findIndex(
    ({ operation, transaction }) => transaction === 'autocommit' || operation.kind === 'controlTransaction',
  );
  return end < 0 ? steps : steps.slice(0, end);
}

function outside(step: AnalyzedStep): Fix {
  const to = { operation: step.operation, transaction: 'autocommit' } as const;
  return { title: 'Add the value outside the transaction', rewrites: [{ kind: 'set', step, to }] };
}

/** The value stands in the step as a constant, and not surely as one of another type. */
function uses({ operation, before, sql }: AnalyzedStep, { type, value }: AddEnumValue): boolean {
  const literal = `'${value.replaceAll("'", "''")}'`;
  if (operation.kind === 'addEnumValue' || operation.kind === 'createEnum') return false;
  if (operation.kind === 'addColumn') return inColumn(operation.column) || operation.constraints.some(inConstraint);
  if (operation.kind === 'setDefault')
    return mayBe(typeBefore(before, operation)?.name) && inDefault(operation.default);
  if (operation.kind === 'createTable')
    return operation.columns.some(inColumn) || operation.constraints.some(inConstraint);
  return sql === undefined ? inOperation(operation) : sql.includes(literal);

  function mayBe(name: string | undefined): boolean {
    return name === undefined || name === type.name;
  }
  function inColumn(column: Column): boolean {
    return mayBe(column.type?.name) && inDefault(column.default);
  }
  function inDefault(given: Default | undefined): boolean {
    if (given?.kind === 'constant') return given.value === value;
    return given?.kind === 'expression' && given.sql.includes(literal);
  }
  function inConstraint(constraint: Constraint): boolean {
    return constraint.kind === 'check' && constraint.expression.includes(literal);
  }
  function inOperation(each: Operation): boolean {
    if (each.kind === 'addConstraint') return inConstraint(each.constraint);
    return each.kind === 'createIndex' && each.where?.includes(literal) === true;
  }
}
