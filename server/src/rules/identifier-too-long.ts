import { newNames } from '../model/new-names.ts';
import type { AnalyzedStep, Rule } from '../model/rule.ts';
import { lengthOf } from '../model/traits.ts';

export const identifierTooLong: Rule = {
  id: 'identifier-too-long',
  severity: 'error',
  inDowngrade: 'same',
  docs: {
    what: 'A table, column, index, constraint or type gets a name that is longer than the database’s names may be.',
    why: 'PostgreSQL cuts a name at 63 bytes without an error, so that whoever looks for the whole name does not find it, and two long names may become one; SQLAlchemy refuses some such names and shortens others. MySQL and MariaDB refuse every name of more than 64 characters, those that they make themselves for foreign keys of a long table too.',
    instead: 'Give it a shorter name, and use that one in the downgrade too.',
    links: [
      'https://www.postgresql.org/docs/current/sql-syntax-lexical.html#SQL-SYNTAX-IDENTIFIERS',
      'https://dev.mysql.com/doc/refman/8.4/en/identifier-length.html',
    ],
  },
  examples: [
    {
      engine: 'postgresql',
      bad: 'op.create_index("ix_subscription_invoices_on_customer_account_id_and_billing_period", "invoices", ["period"])',
      good: 'op.create_index("ix_invoices_on_period", "invoices", ["period"])',
    },
    {
      engine: 'mysql',
      bad: 'op.create_unique_constraint("uq_subscription_invoices_on_customer_account_id_and_billing_period_start", "invoices", ["period"])',
      good: 'op.create_unique_constraint("uq_invoices_on_period", "invoices", ["period"])',
    },
  ],
  *check({ steps, traits: { longestName } }) {
    if (!longestName) return;
    const { length, unit, longer, foreignKeySuffix = '' } = longestName;
    for (const step of steps) {
      const names = new Set(newNames(step.operation, foreignKeySuffix).map((name) => inFull(name, step, length, unit)));
      for (const name of names) {
        if (step.shortens?.includes(name)) continue;
        const long = lengthOf(name, unit);
        if (long <= length || isNamedByTool(step, steps)) continue;
        const outcome = longer === 'cut' ? 'it is cut short, or refused before that' : 'it is refused';
        yield {
          span: step.head,
          message: `${name} has ${long} ${unit}, where a name has at most ${length}: ${outcome}`,
        };
      }
    }
  },
};

/** The index of `Column(index=True)` has a name of the tool's making, which the tool knows how to shorten. */
function isNamedByTool({ operation, head }: AnalyzedStep, steps: readonly AnalyzedStep[]): boolean {
  if (operation.kind !== 'createIndex') return false;
  return steps.some((each) => each.head.start === head.start && each.operation.kind !== 'createIndex');
}

/** A reader that cuts names as the server does leaves the rest of them in the text. */
function inFull(name: string, { sql = '' }: AnalyzedStep, length: number, unit: 'bytes' | 'characters'): string {
  if (lengthOf(name, unit) > length || lengthOf(name, unit) < length - 3) return name;
  const at = sql.toLowerCase().indexOf(name.toLowerCase());
  const more = sql[at - 1] === '"' ? /^[^"]*/u : /^[\p{L}\p{N}_$]*/u;
  const [rest = ''] = at < 0 ? [] : (more.exec(sql.slice(at + name.length)) ?? []);
  return name + rest;
}
