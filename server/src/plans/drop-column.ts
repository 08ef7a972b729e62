import type { Column } from '../model/column.ts';
import type { Phase } from '../model/finding.ts';
import { columnText, type Name } from '../model/name.ts';
import type { Schema } from '../model/schema.ts';
import type { Plan } from './plan.ts';
import { shared } from './planned.ts';
import { holdsAnew, restoreAround } from './restore-column.ts';

/** The column first stops being needed by those who write rows, and goes in a later migration, when no code names it any more. */
export function dropColumnPlan(table: Name, column: Column, schema: Schema): Plan {
  const needed = !column.nullable && !column.default && !column.identity && !column.generated;
  const free = shared({ kind: 'dropNotNull', table, column: column.name });
  return {
    first: needed ? [free] : [],
    undoFirst: needed ? [shared({ kind: 'setNotNull', table, column: column.name })] : [],
    phases: [dropColumnPhase(table, { ...column, nullable: column.nullable || needed }, schema)],
  };
}

/** The migration that drops it; its way back brings the column back, not the values. */
export function dropColumnPhase(table: Name, restored: Column, schema: Schema): Phase {
  const name = columnText(table, restored.name);
  return {
    title: `drop ${table.name} ${restored.name}`,
    before: [
      `No deployed code reads or writes ${name}: the models have been without it for a release.`,
      'A backup of its values exists, or nobody needs them: the downgrade cannot bring them back.',
    ],
    up: [shared({ kind: 'dropColumn', table, column: restored.name })],
    down: [
      shared({ kind: 'addColumn', table, column: restored, constraints: [] }),
      ...restoreAround(table, restored.name, schema, holdsAnew(table, restored.default !== undefined, schema)),
    ],
  };
}
