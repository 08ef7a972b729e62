import type { Name } from '../model/name.ts';
import type { Operation, Other } from '../model/operation.ts';
import type { AnalyzedStep } from '../model/rule.ts';
import { isSame, schemaKey } from '../model/schema.ts';

/** What takes a view or a trigger away again that the steps have made; undefined for everything else. */
export function undoneObject(step: AnalyzedStep, steps: readonly AnalyzedStep[]): readonly Operation[] | undefined {
  const { operation, before, conditional } = step;
  if (operation.kind !== 'other' || conditional || replaces(step, operation)) return undefined;
  if (operation.statement === 'CREATE VIEW' && operation.view && !before.views.has(schemaKey(operation.view)))
    return [{ kind: 'other', statement: 'DROP VIEW', relations: [operation.view] }];
  const { makes } = operation;
  if (makes) return steps.some((each) => ofOwnFunction(each, steps)?.function === step) ? [] : undefined;
  const own = ofOwnFunction(step, steps);
  if (own) return [{ kind: 'stopMirror', table: own.table, name: own.name }];
  return ofPair(step, steps);
}

function replaces({ sql }: AnalyzedStep, operation: Other): boolean {
  return operation.replaces === true || /^\s*create\s+or\s+replace\b|\bif\s+not\s+exists\b/i.test(sql ?? '');
}

/** A trigger, and the function of its name that the same steps make for it alone. */
function ofOwnFunction({ operation }: AnalyzedStep, steps: readonly AnalyzedStep[]) {
  if (operation.kind !== 'other' || operation.statement !== 'CREATE TRIGGER') return undefined;
  const [table] = operation.relations;
  const { name, calls } = operation.trigger ?? {};
  if (!table || name === undefined || !calls || calls.name !== name || !isSame(calls, { ...table, name }))
    return undefined;
  const made = steps.filter((each) => isOther(each, ({ makes }) => makes !== undefined && isSame(makes.name, calls)));
  const called = steps.filter((each) =>
    isOther(each, ({ trigger }) => trigger?.calls !== undefined && isSame(trigger.calls, calls)),
  );
  const [only, ...others] = made;
  if (!only || others.length > 0 || called.length !== 1 || only.operation.kind !== 'other') return undefined;
  return replaces(only, only.operation) ? undefined : { table, name, function: only };
}

/** Where a trigger has statements of its own, one each is for rows that are inserted and that are updated. */
function ofPair(step: AnalyzedStep, steps: readonly AnalyzedStep[]): readonly Operation[] | undefined {
  const table = tableOfTrigger(step);
  const [, name, event] = /^(.+)_(insert|update)$/.exec(triggerName(step) ?? '') ?? [];
  if (!table || name === undefined) return undefined;
  const other = `${name}_${event === 'insert' ? 'update' : 'insert'}`;
  const isOther = (each: AnalyzedStep) => {
    const its = tableOfTrigger(each);
    return its !== undefined && isSame(its, table) && triggerName(each) === other;
  };
  if (!steps.some(isOther)) return undefined;
  return event === 'update' ? [{ kind: 'stopMirror', table, name }] : [];
}

function tableOfTrigger({ operation }: AnalyzedStep): Name | undefined {
  const isOwn = operation.kind === 'other' && operation.statement === 'CREATE TRIGGER' && !operation.trigger?.calls;
  return isOwn ? operation.relations[0] : undefined;
}

function triggerName({ operation, sql }: AnalyzedStep): string | undefined {
  const [, quoted, bare] = /^\s*create\s+trigger\s+(?:`([^`]+)`|(\w+))\s/i.exec(sql ?? '') ?? [];
  return (operation.kind === 'other' ? operation.trigger?.name : undefined) ?? quoted ?? bare;
}

function isOther({ operation }: AnalyzedStep, test: (operation: Other) => boolean): boolean {
  return operation.kind === 'other' && test(operation);
}
