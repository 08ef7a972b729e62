import type { Planned } from '../model/finding.ts';
import type { Name } from '../model/name.ts';
import { nameFor } from './names.ts';
import type { Plan } from './plan.ts';
import { shared } from './planned.ts';

/**
 * The table first loses its name, which an instant undoes, and goes in a later migration, when nobody has missed it. What
 * makes it again does so under its own name: what the database names after the table is then named as it was.
 */
export function dropTablePlan(table: Name, restored: readonly Planned[]): Plan {
  const to = nameFor(table.name, 'dropped');
  const renamed = { ...table, name: to };
  return {
    first: [shared({ kind: 'renameTable', table, to })],
    undoFirst: [shared({ kind: 'renameTable', table: renamed, to: table.name })],
    phases: [
      {
        title: `drop ${to}`,
        before: [
          `Nobody has missed ${table.name} since it was renamed to ${to}, a release ago at least.`,
          'A backup of its rows exists whose restore has been tried, or nobody needs them: the downgrade cannot bring them back.',
        ],
        up: [shared({ kind: 'dropTable', table: renamed })],
        down: [...restored, shared({ kind: 'renameTable', table, to })],
      },
    ],
  };
}
