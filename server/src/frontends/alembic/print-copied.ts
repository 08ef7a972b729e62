import type { EngineName } from '../../model/engine.ts';
import type { Planned } from '../../model/finding.ts';
import { isRebuildable, type Operation } from '../../model/operation.ts';
import { parsePython } from '../../python/parse.ts';
import { statementsText } from '../../python/statement.ts';
import { applyEdits } from '../../text.ts';
import { authorCall } from './author-call.ts';
import { codeOf } from './author-statement.ts';
import { batchHeader, insideBatch } from './batch.ts';
import { type Printed, printPlanned } from './print-planned.ts';
import type { Style } from './style.ts';

/** Planned operations where no batch stands yet: what needs a copy of its table gets one, neighbours together. */
export function printCopied(
  planned: readonly Planned[],
  style: Style,
  engine: EngineName,
): readonly Printed[] | undefined {
  const printed = planned.map((each) => {
    const statements = printPlanned([each], style, engine);
    return isCopied(each.operation) ? statements?.map((one) => inBatch(one, style)) : statements;
  });
  return printed.includes(undefined) ? undefined : printed.flatMap((each) => each ?? []);
}

function isCopied(operation: Operation): boolean {
  return isRebuildable(operation) && operation.rebuild !== undefined;
}

/** `op.drop_constraint("uq", "t")`, as it was just printed, becomes `batch_op.drop_constraint("uq")`; SQL stays as it is. */
function inBatch(printed: Printed, style: Style): Printed {
  const text = statementsText([printed.statement], '', style.unit);
  const tree = parsePython(text);
  const [statement] = tree.root.children;
  const call = statement?.type === 'expression_statement' ? authorCall(tree, statement.children[0]) : undefined;
  const [header, edits] = [call && batchHeader(tree, call, style), call && insideBatch(tree, call)];
  const doc = edits && codeOf(applyEdits(text, edits));
  return doc && header !== undefined ? { ...printed, statement: { kind: 'code', doc }, header } : printed;
}
