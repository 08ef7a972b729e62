import { actionText } from '../model/action.ts';
import { dependents } from '../model/dependents.ts';
import { isLimited } from '../model/operation.ts';
import { helpsToCopy, toolRefusal } from '../model/refusal.ts';
import type { AnalyzedStep, Rule, Subject } from '../model/rule.ts';
import { byStatementRun } from '../model/statements.ts';

export const statementRefused: Rule = {
  id: 'statement-refused',
  severity: 'error',
  inDowngrade: 'same',
  docs: {
    what: 'The database, at the version at hand, always refuses what a call of the migration tool makes of its arguments, or the tool itself does.',
    why: 'The migration fails when it reaches the call. What has committed by then stays: the schema is left half way between two versions.',
    instead:
      'Say it in the way that the message and the manual of the database give. Where the database of production is another one or a newer one, name it in the settings.',
    links: ['https://alembic.sqlalchemy.org/en/latest/ops.html'],
  },
  examples: [
    {
      engine: 'mysql',
      bad: 'op.alter_column("users", "name", nullable=False)',
      good: 'op.alter_column("users", "name", existing_type=sa.String(50), nullable=False)',
    },
    {
      engine: 'sqlite',
      history: [
        'op.create_table("users", sa.Column("id", sa.Integer()), sa.Column("name", sa.String()))\nop.create_index("ix_users_name", "users", ["name"])',
      ],
      bad: 'op.drop_column("users", "name")',
      good: 'op.drop_index("ix_users_name", "users")\nop.drop_column("users", "name")',
    },
  ],
  *check(subject) {
    if (subject.contradicted) return;
    for (const actions of byStatementRun(subject.steps)) {
      const refused = actions.filter((step) => toolRefusal(step, subject) !== undefined);
      const culprit = refused.find(({ operation, before }) => subject.effects(operation, before).refused !== undefined);
      const step = culprit ?? refused[0];
      const words = step?.effects.refused;
      if (!step || words === undefined || hasRuleOfItsOwn(words) || isLimited(step.operation)) continue;
      if (helpsToCopy(step, subject) || isNeeded(step, subject)) continue;
      yield { span: step.head, message: `${actionText(step.operation) ?? 'The statement'} is refused: ${words}` };
    }
  },
};

/** A name that nothing has any more, or never had; a foreign key whose types differ; a label that is used too early. */
function hasRuleOfItsOwn(words: string): boolean {
  return /^Can't create table .* .errno: 150 |^Referencing column .* are incompatible[.]$|^Cannot add foreign key constraint$|^unsafe use of new value |^foreign key constraint ".*" cannot be implemented$|^(column|constraint|relation|index|table|type|schema|view) ".*" (of relation ".*" )?does not exist$/.test(
    words,
  );
}

/** What needs a column that goes is told by name elsewhere. */
function isNeeded(step: AnalyzedStep, { direction }: Subject): boolean {
  const { operation } = step;
  return direction === 'up' && operation.kind === 'dropColumn' && !operation.rebuild && dependents(step).length > 0;
}
