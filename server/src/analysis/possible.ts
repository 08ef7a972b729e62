import type { Fix, Planned } from '../model/finding.ts';
import type { Step } from '../model/migration.ts';
import type { Subject } from '../model/rule.ts';
import { after, type Schema, settled } from '../model/schema.ts';

/** Whether the engine takes every statement of a fix: what it always refuses is no way out. */
export function isPossible({ rewrites }: Fix, subject: Subject): boolean {
  const last = subject.steps.at(-1);
  let schema = last ? after(last.before, last.operation) : undefined;
  return rewrites.every((rewrite) => {
    if (rewrite.kind === 'follow') {
      return rewrite.phases.every((phase) => {
        const left = schema && runs(phase.up, settled(schema), subject);
        schema = left;
        return left !== undefined && runs(phase.down, settled(left), subject) !== undefined;
      });
    }
    if (rewrite.kind === 'rollback')
      return schema !== undefined && runs(rewrite.operations, settled(schema), subject) !== undefined;
    if (rewrite.kind !== 'set' && rewrite.kind !== 'replace') return true;
    const met = schemaBefore(rewrite.step, subject);
    if (!met) return true;
    const left = runs(rewrite.kind === 'set' ? [rewrite.to] : rewrite.by, met, subject);
    if (subject.steps.some((step) => step === rewrite.step)) schema = left;
    return left !== undefined;
  });
}

function schemaBefore(step: Step, { steps, opposite }: Subject): Schema | undefined {
  return [...steps, ...opposite].find((each) => each === step)?.before;
}

/** The schema that the operations leave behind; undefined where one of them is refused. */
function runs(planned: readonly Planned[], from: Schema, { effects }: Subject): Schema | undefined {
  let schema = from;
  for (const { operation } of planned) {
    if (effects(operation, schema).refused !== undefined) return undefined;
    schema = after(schema, operation);
  }
  return schema;
}
