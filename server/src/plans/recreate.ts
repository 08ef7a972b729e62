import type { Lost } from '../model/lost-by-copy.ts';
import type { AnalyzedStep, Subject } from '../model/rule.ts';
import { mentions } from './expression.ts';

/** Whether what a copy loses goes with a column that the same copy takes away, or is made again later on. */
export function recreated({ names, again }: Lost, copy: AnalyzedStep, { steps }: Pick<Subject, 'steps'>): boolean {
  const at = steps.indexOf(copy);
  return steps.some(({ operation, block }, place) => {
    if (operation.kind === 'dropColumn' && block && block.span.start === copy.block?.span.start)
      return mentions(names, operation.column);
    const made = again?.operation;
    if (place < at || !made) return false;
    if (made.kind === 'createIndex') return operation.kind === 'createIndex' && operation.name === made.name;
    if (made.kind === 'other') return operation.kind === 'other' && operation.trigger?.name === made.trigger?.name;
    const [check, one] = [made, operation].map((each) =>
      each.kind === 'addConstraint' && each.constraint.kind === 'check' ? plain(each.constraint.expression) : undefined,
    );
    return check !== undefined && check === one;
  });
}

function plain(expression: string): string {
  return expression.replace(/[\s"`()]/g, '').toLowerCase();
}
