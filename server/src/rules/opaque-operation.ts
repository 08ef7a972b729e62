import type { Rule } from '../model/rule.ts';

export const opaqueOperation: Rule = {
  id: 'opaque-operation',
  severity: 'info',
  inDowngrade: 'silent',
  docs: {
    what: 'Part of the migration could not be read without running it.',
    why: 'What was not read was not checked: that nothing is said of it does not mean that it is safe.',
    instead:
      'Read those places yourself. Plain op.* calls, SQL in literal strings and sa.table() can be checked; application code and ORM sessions cannot.',
  },
  examples: [],
  *check({ migration, steps, opposite }) {
    const [error] = migration.errors;
    if (error) {
      yield {
        span: error.span,
        message: `This is not valid Python: what stands behind it may not have been checked (${error.message})`,
      };
    }
    const opaque = [...steps, ...opposite].flatMap(({ operation, effects, head }) => {
      if (operation.kind === 'opaque') return [{ head, why: operation.why }];
      // A statement that runs code of its own: DO, CALL.
      if (operation.kind !== 'other' || !effects.unknown) return [];
      return [{ head, why: `what ${operation.statement} runs is not looked into` }];
    });
    const [first] = opaque;
    if (!first) return;
    const reasons = [...new Set(opaque.map((each) => each.why))];
    const more = reasons.length > 3 ? `; and ${reasons.length - 3} more reasons` : '';
    const count = opaque.length === 1 ? 'One operation was' : `${opaque.length} operations were`;
    yield { span: first.head, message: `${count} not checked: ${reasons.slice(0, 3).join('; ')}${more}` };
  },
};
