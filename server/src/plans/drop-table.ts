import type { Name } from '../model/name.ts';
import type { CreateTable } from '../model/operation.ts';
import { nameFor } from './names.ts';
import type { Plan } from './plan.ts';
import { shared } from './planned.ts';

/** The table first loses its name, which an instant undoes, and goes in a later migration, when nobody has missed it. */
export function dropTablePlan(table: Name, restored: CreateTable): Plan {
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
        // Made under its own name first: what the database names after the table is then named as it was.
        down: [shared({ ...restored, table }), shared({ kind: 'renameTable', table, to })],
      },
    ],
  };
}
