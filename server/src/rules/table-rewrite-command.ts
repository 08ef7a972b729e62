import { waiting } from '../model/consequences.ts';
import { relationText } from '../model/name.ts';
import type { Rule } from '../model/rule.ts';

export const tableRewriteCommand: Rule = {
  id: 'table-rewrite-command',
  severity: 'error',
  inDowngrade: 'lower',
  inMaintenanceWindow: 'lower',
  docs: {
    what: 'A command writes a whole table anew, as a rule while nobody else can use it.',
    why: 'CLUSTER, VACUUM FULL, SET LOGGED, SET TABLESPACE and their like copy every row and rebuild every index under the strongest lock: on a large table that is an outage, and it needs as much disk again. OPTIMIZE TABLE and ENGINE=InnoDB let others through on MySQL and MariaDB, but keep disks and replicas busy for as long.',
    instead:
      'Use a tool that copies beside the live table and swaps at the end (pg_repack on PostgreSQL, pt-online-schema-change or gh-ost on MySQL), or do it in a maintenance window.',
  },
  examples: [
    {
      engine: 'postgresql',
      tool: 'sql',
      bad: 'VACUUM FULL users;',
      good: 'VACUUM users;',
    },
    {
      engine: 'mysql',
      tool: 'sql',
      bad: 'OPTIMIZE TABLE users;',
      good: 'ANALYZE TABLE users;',
    },
  ],
  *check({ steps }) {
    for (const step of steps) {
      const { operation, effects, head } = step;
      if (operation.kind !== 'other' || effects.work !== 'rewrite') continue;
      // A change of the character set is a hazard by its own name.
      if (/CHARACTER SET|COLLAT/.test(operation.statement)) continue;
      const [table] = operation.relations;
      const what = table ? relationText(table) : 'the tables';
      yield {
        span: head,
        growing: step,
        severity: effects.blocks === 'nothing' ? 'warning' : 'error',
        message: `${operation.statement} writes all of ${what} anew while ${waiting(effects)}`,
      };
    }
  },
};
