import type { Fix } from '../model/finding.ts';
import { relationText } from '../model/name.ts';
import { withOnline } from '../model/online.ts';
import type { Online, Operation } from '../model/operation.ts';
import type { AnalyzedStep, Rule, Subject } from '../model/rule.ts';
import { byStatement } from '../model/statements.ts';
import { demandOf } from '../plans/demand.ts';

export const onlineDdlUnspecified: Rule = {
  id: 'online-ddl-unspecified',
  severity: 'info',
  inDowngrade: 'silent',
  docs: {
    what: 'A statement that the server can carry out while others work does not say that it must.',
    why: 'Without ALGORITHM and LOCK the server takes the best way that it finds and says nothing about it. Where it finds none, on another version, with another definition of the table than was thought, or behind the 64th instant change, it copies the whole table while writes wait.',
    instead:
      'Demand ALGORITHM=INSTANT, or ALGORITHM=INPLACE (MariaDB: NOCOPY) with LOCK=NONE: a server that cannot do it so refuses at once, before anybody waits.',
  },
  examples: [
    {
      engine: 'mysql',
      tool: 'sql',
      bad: 'ALTER TABLE users ADD COLUMN age INT;',
      good: 'ALTER TABLE users ADD COLUMN age INT, ALGORITHM=INSTANT;',
    },
    {
      engine: 'mariadb',
      tool: 'sql',
      bad: 'CREATE INDEX ix_users_email ON users (email);',
      good: 'CREATE INDEX ix_users_email ON users (email) ALGORITHM=NOCOPY LOCK=NONE;',
    },
  ],
  *check(subject) {
    // One finding and one clause for all the actions of a statement. Where a tool writes the SQL, nobody can say more.
    for (const statement of byStatement(subject.steps)) {
      const [first] = statement;
      const online = first && demandOf(first.operation, first.effects);
      if (!statement.every(isOnline) || !first || !online) continue;
      const table = tableText(first.operation);
      yield {
        span: first.head,
        message: `${table} is changed without ALGORITHM and LOCK, so that a server that cannot do it ${online.algorithm === 'INSTANT' ? 'at once' : 'in place'} copies the table without asking`,
        fixes: demanding(statement, online, subject),
      };
    }
  },
};

function isOnline({ operation, effects, error, sql = '' }: AnalyzedStep): boolean {
  if (error || !demandOf(operation, effects)) return false;
  if (!/^\s*(alter\s|(create|drop)\s+(\w+\s+)?index\b)/i.test(sql)) return false;
  // The server that knows NOCOPY takes no such clause behind DROP INDEX.
  return !(effects.algorithm === 'NOCOPY' && /^\s*drop\s/i.test(sql));
}

function demanding(statement: readonly AnalyzedStep[], online: Online, { effects }: Subject): readonly Fix[] {
  const rewrites = statement.flatMap((step) => {
    const operation = withOnline(step.operation, online);
    return operation ? [{ kind: 'set', step, to: { operation, transaction: step.transaction } } as const] : [];
  });
  const refused = rewrites.some(({ step, to }) => effects(to.operation, step.before).refused !== undefined);
  const lock = online.lock === undefined ? '' : `, LOCK=${online.lock}`;
  return refused || rewrites.length < statement.length
    ? []
    : [{ title: `Demand ALGORITHM=${online.algorithm}${lock}`, rewrites }];
}

function tableText(operation: Operation): string {
  if ('table' in operation && operation.table) return relationText(operation.table);
  const [relation] = operation.kind === 'other' ? operation.relations : [];
  return relation ? relationText(relation) : 'A table';
}
