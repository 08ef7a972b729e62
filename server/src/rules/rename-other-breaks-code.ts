import { relationText } from '../model/name.ts';
import type { Other } from '../model/operation.ts';
import type { Rule } from '../model/rule.ts';
import { isFresh, isFreshType } from '../model/schema.ts';
import { followsTable, standsIn } from '../plans/stands-in.ts';

export const renameOtherBreaksCode: Rule = {
  id: 'rename-other-breaks-code',
  severity: 'warning',
  inDowngrade: 'silent',
  inMaintenanceWindow: 'lower',
  docs: {
    what: 'A schema, a type, a value of an enumerated type, a sequence, a view or a function gets another name, or moves to another schema.',
    why: 'The change is instant and what the database itself keeps follows it, but code that runs during the deploy names the thing as before: a cast to a type, a comparison with a value, a call of nextval fails from that moment on. Bodies of functions are text and do not follow either.',
    instead:
      'Add the new name beside the old one (a new value, a new view or function), move the code over, and drop the old one later. Where there is no such way, rename while nothing runs.',
    links: [
      'https://www.postgresql.org/docs/current/sql-altertype.html',
      'https://www.postgresql.org/docs/current/sql-alterschema.html',
    ],
  },
  examples: [
    {
      engine: 'postgresql',
      bad: `op.execute("ALTER TYPE status RENAME VALUE 'open' TO 'active'")`,
      good: `with op.get_context().autocommit_block():
    op.execute("ALTER TYPE status ADD VALUE 'active'")`,
    },
    {
      engine: 'postgresql',
      tool: 'sql',
      bad: 'ALTER SEQUENCE invoice_numbers RENAME TO invoice_ids;',
      good: 'CREATE SEQUENCE invoice_ids;',
    },
  ],
  *check({ steps }) {
    for (const [at, step] of steps.entries()) {
      const { operation, effects, before } = step;
      if (operation.kind !== 'other' || !effects.breaksRunningCode || !changesName(operation)) continue;
      const { renames, relations } = operation;
      const thing = renames?.from ?? relations[0];
      if (thing && (isFresh(before, thing) || isFreshType(before, ofType(operation) ?? thing))) continue;
      if (renames && followsTable(renames, steps)) continue;
      if (renames && (standsIn(steps.slice(at + 1), renames) || standsIn(steps.slice(0, at), renames))) continue;
      yield {
        span: step.head,
        message: `${changeOf(operation)} breaks all code that runs with the old name`,
      };
    }
  },
};

/** One word of the statement says so; where the thing keeps its name, code may still have named it with its schema. */
function changesName({ statement, toSchema }: Other): boolean {
  return toSchema !== undefined || /\b(RENAME|SET SCHEMA)\b/.test(statement);
}

function ofType({ renames }: Other) {
  return typeof renames?.what === 'object' && 'labelOf' in renames.what ? renames.what.labelOf : undefined;
}

function changeOf({ renames, relations, statement, toSchema }: Other): string {
  const [relation] = relations;
  if (!renames && toSchema !== undefined && relation)
    return `Moving ${relationText(relation)} to the schema ${toSchema}`;
  if (!renames) return statement;
  const { what, from, to } = renames;
  if (typeof what === 'string') return `Renaming the ${what} ${relationText(from)} to ${to}`;
  const of = 'labelOf' in what ? what.labelOf : what.constraintOf;
  return `Renaming ${'labelOf' in what ? 'the value ' : ''}${from.name} of ${relationText(of)} to ${to}`;
}
