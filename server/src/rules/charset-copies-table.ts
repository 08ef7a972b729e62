import { copiedForCharset } from '../model/charset.ts';
import { waiting } from '../model/consequences.ts';
import { relationText } from '../model/name.ts';
import type { Rule } from '../model/rule.ts';

export const charsetCopiesTable: Rule = {
  id: 'charset-copies-table',
  severity: 'warning',
  inDowngrade: 'lower',
  inMaintenanceWindow: 'lower',
  docs: {
    what: 'The character set or the collation of a table or a column changes in a way that copies every row.',
    why: 'The server writes a second table beside the first and lets nobody write until it is done: minutes to hours on a large table, and as much disk again. CONVERT TO also changes columns that nobody thought of, may turn TEXT into MEDIUMTEXT, and fails on characters that the new set lacks.',
    instead:
      'Change the table’s default first, which is instant and goes for new columns only. Convert what is there with a tool that copies beside the live table (pt-online-schema-change, gh-ost), or column by column: from utf8mb3 to utf8mb4 a column without an index takes an instant on MySQL since 8.0.14 and on MariaDB since 10.4.',
  },
  examples: [
    {
      engine: 'mysql',
      tool: 'sql',
      bad: 'ALTER TABLE users CONVERT TO CHARACTER SET utf8mb4;',
      good: 'ALTER TABLE users DEFAULT CHARACTER SET utf8mb4;',
    },
  ],
  *check({ steps }) {
    for (const step of steps) {
      const { operation, effects, head } = step;
      const what = copiedForCharset(step);
      if (what === undefined || effects.blocks === 'nothing') continue;
      const [table] = operation.kind === 'other' ? operation.relations : 'table' in operation ? [operation.table] : [];
      if (!table) continue;
      const name = relationText(table);
      const copies = effects.assumed === undefined ? 'copies' : 'may copy';
      const change =
        operation.kind === 'changeType'
          ? `Another character set or collation of ${name}.${operation.column}`
          : `Another character set for all of ${name}`;
      yield { span: head, growing: step, message: `${change} ${copies} the whole table while ${waiting(effects)}` };
    }
  },
};
