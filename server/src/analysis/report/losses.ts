import { columnText, type Name, relationText } from '../../model/name.ts';
import type { AnalyzedStep } from '../../model/rule.ts';
import { keyOf } from '../../model/schema.ts';

/** What a step destroys for good. */
export interface Loss {
  readonly what: string;
  /** The table that it was in, where that is known. */
  readonly table: string | undefined;
  /** How a person brings it back by hand, in one sentence. */
  readonly remedy: string;
}

/** What the steps destroy, each once. */
export function lossesOf(steps: readonly AnalyzedStep[]): readonly Loss[] {
  const all = steps.flatMap((step) => (step.effects.dataLoss ? lossesIn(step) : []));
  return [...new Map(all.map((each) => [each.what, each])).values()];
}

function lossesIn(step: AnalyzedStep): readonly Loss[] {
  const { operation } = step;
  switch (operation.kind) {
    case 'dropColumn':
      return [
        valuesOf(
          step,
          operation.table,
          operation.column,
          `the values of ${columnText(operation.table, operation.column)}`,
        ),
      ];
    case 'changeType': {
      const text = columnText(operation.table, operation.column);
      return [valuesOf(step, operation.table, operation.column, `what the new type of ${text} cannot hold`)];
    }
    case 'truncate':
      return operation.tables.map(rowsOf);
    default: {
      if ('table' in operation && operation.table) return [rowsOf(operation.table)];
      const [relation] = operation.kind === 'other' ? operation.relations : [];
      return relation ? [rowsOf(relation)] : [{ what: 'what it held', table: undefined, remedy: wholly }];
    }
  }
}

function valuesOf({ before }: AnalyzedStep, table: Name, column: string, what: string): Loss {
  const key = keyOf(before, table).join(', ');
  const by = key === '' ? 'by what tells its rows apart' : `by ${key}`;
  const name = relationText(table);
  return {
    what,
    table: name,
    remedy: `Restore ${name} from the backup under another name, and copy ${column} back from it ${by}; rows that were written since have no value`,
  };
}

function rowsOf(table: Name): Loss {
  const name = relationText(table);
  return {
    what: `rows of ${name}`,
    table: name,
    remedy: `Restore the rows of ${name} from the backup; what was written to other tables since then may not fit them`,
  };
}

const wholly = 'Restore what it held from the backup';
