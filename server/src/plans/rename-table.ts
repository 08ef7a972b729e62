import type { Planned } from '../model/finding.ts';
import type { Name } from '../model/name.ts';
import type { Plan } from './plan.ts';
import { shared } from './planned.ts';

/** What is called otherwise with it, and back. */
interface Following {
  readonly there: readonly Planned[];
  readonly back: readonly Planned[];
}

const none: Following = { there: [], back: [] };

/** The table gets its new name, and a view keeps the old one for the code that still uses it, until that is gone. */
export function renameTablePlan(table: Name, to: string, names: Following = none): Plan {
  const renamed = { ...table, name: to };
  const stand = shared({ kind: 'other', statement: 'CREATE VIEW', view: table, relations: [renamed], whole: true });
  const leave = shared({ kind: 'other', statement: 'DROP VIEW', relations: [table] });
  return {
    first: [shared({ kind: 'renameTable', table, to }), ...names.there, stand],
    undoFirst: [leave, ...names.back, shared({ kind: 'renameTable', table: renamed, to: table.name })],
    phases: [
      {
        title: `drop view ${table.name}`,
        before: [`The code that is deployed everywhere reads and writes ${to}, and ${table.name} nowhere.`],
        up: [leave],
        down: [stand],
      },
    ],
  };
}
