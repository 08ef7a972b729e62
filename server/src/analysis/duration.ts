import type { Cost } from '../model/effects.ts';
import { type Name, relationText } from '../model/name.ts';
import type { Project, TableSize } from '../model/workspace.ts';

/** How long the work takes, as far as the size of the table is known. */
export interface Duration {
  /** Seconds. */
  readonly from: number;
  readonly to: number;
  readonly size: TableSize;
}

/** Undefined where nobody has said how large the table is. */
export function durationOf({ table, perRow }: Cost, project: Pick<Project, 'tables'>): Duration | undefined {
  const size = sizeOf(table, project);
  if (size === undefined) return undefined;
  const seconds = (microseconds: number) => (microseconds * size.rows) / 1e6;
  return { from: seconds(perRow.least), to: seconds(perRow.most), size };
}

/** A table without a schema is that of `public`, and the other way round. */
function sizeOf(table: Name, { tables = {} }: Pick<Project, 'tables'>): TableSize | undefined {
  const names = [
    relationText(table),
    ...(table.schema === 'public' ? [table.name] : []),
    ...(table.schema ? [] : [`public.${table.name}`]),
  ];
  const known = names.find((name) => Object.hasOwn(tables, name));
  return known === undefined ? undefined : tables[known];
}
