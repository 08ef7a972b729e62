import { after } from '../model/after.ts';
import type { Operation } from '../model/operation.ts';
import type { AnalyzedStep } from '../model/rule.ts';
import type { Ground, Led } from './way-back.ts';

/**
 * What may not have run is only taken away if it is there; undefined where no statement can say that, for then nobody knows
 * whether there is anything to undo.
 */
export function conditionalBack(led: Led, { operation, before }: AnalyzedStep, { effects }: Ground): Led | undefined {
  const between = after(before, operation);
  const planned = led.planned.map((each) => {
    const asked = ifThere(each.operation);
    return asked && effects(asked, between).refused === undefined ? { ...each, operation: asked } : undefined;
  });
  return planned.some((each) => !each) ? undefined : { ...led, planned: planned.flatMap((each) => each ?? []) };
}

function ifThere(operation: Operation): Operation | undefined {
  switch (operation.kind) {
    case 'dropTable':
    case 'dropColumn':
    case 'dropConstraint':
    case 'dropIndex':
    case 'dropType':
      return { ...operation, ifExists: true };
    default:
      return undefined;
  }
}
