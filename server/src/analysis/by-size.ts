import type { Severity } from '../model/finding.ts';
import type { Name } from '../model/name.ts';
import type { AnalyzedStep, Found } from '../model/rule.ts';
import type { Project } from '../model/workspace.ts';
import { countText, durationOf, rangeText } from './duration.ts';
import { sizeOf } from './table-size.ts';

/** Half of what a finding says: how grave it is, and in which words. */
export interface Said {
  readonly severity: Severity;
  readonly message: string;
}

/**
 * What a finding says where the size of the table is known on which its work is done: how large that is, and how long the work
 * takes. Below what counts as large it is one level lower, below a hundredth of that two; but what rows that exist can make fail
 * is worth a warning however few they are.
 */
export function bySize({ message, growing }: Found, severity: Severity, project: Sizes): Said {
  const table = growing && tableOf(growing);
  const size = table && sizeOf(table, project, growing.before);
  if (!size) return { severity, message };
  const duration = durationOf(growing, project);
  const rows = `${countText(size.rows)} rows`;
  const said = duration ? `${rangeText(duration.from, duration.to)} at ${rows}` : rows;
  const least = growing.effects.canFailOnRows ? 'warning' : 'info';
  return { severity: lowered(severity, size.rows, project, least), message: `${message} (${said})` };
}

/** One level lower. */
export function lower(severity: Severity): Severity {
  return severity === 'error' ? 'warning' : 'info';
}

type Sizes = Pick<Project, 'tables' | 'engine' | 'largeTableRows'>;

/** A query gives as many rows as it gives, whatever the table has that takes them. */
function tableOf({ operation, effects: { cost } }: AnalyzedStep): Name | undefined {
  if (cost) return cost.counted === 'of a query' ? undefined : cost.table;
  if (operation.kind === 'other') return operation.relations[0];
  return 'table' in operation ? operation.table : undefined;
}

function lowered(severity: Severity, rows: number, { largeTableRows }: Sizes, least: Severity): Severity {
  if (rows >= largeTableRows) return severity;
  const once = lower(severity);
  return rows >= largeTableRows / 100 || once === least ? once : lower(once);
}
