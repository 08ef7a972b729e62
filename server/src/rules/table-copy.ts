import { waiting } from '../model/consequences.ts';
import { type Name, relationText } from '../model/name.ts';
import type { Operation } from '../model/operation.ts';
import type { AnalyzedStep, Rule } from '../model/rule.ts';

export const tableCopy: Rule = {
  id: 'table-copy',
  severity: 'error',
  inDowngrade: 'lower',
  inMaintenanceWindow: 'lower',
  docs: {
    what: 'A statement makes the server copy a whole table that is in use, because it can do it in no other way, or because ALGORITHM=COPY demands it; or build it anew in its place while writes wait, as it does where a full-text index has to be carried along.',
    why: 'Every row is written to a second table beside the first, and nobody may write until the last one is there: minutes to hours on a large table, as much disk again, and replicas that fall behind by as long.',
    instead:
      'Choose a change that the server can make in place (a column without its CHECK, at the end of the table), drop ALGORITHM=COPY, or use a tool that copies beside the live table and swaps at the end, such as pt-online-schema-change or gh-ost.',
  },
  examples: [
    {
      engine: 'mysql',
      tool: 'sql',
      bad: 'ALTER TABLE users ADD COLUMN age INT CHECK (age > 0);',
      good: 'ALTER TABLE users ADD COLUMN age INT;',
    },
  ],
  *check({ steps }) {
    for (const step of steps) {
      const { operation, effects, head } = step;
      if (effects.algorithm === undefined || effects.work !== 'rewrite' || effects.blocks === 'nothing') continue;
      const table = tableOf(operation);
      if (!table || hasOwnRule(step)) continue;
      const why = demanded(operation) ? ', because ALGORITHM=COPY demands it' : '';
      const done = effects.algorithm === 'COPY' ? 'copied' : 'rebuilt';
      const copied = `${effects.assumed === undefined ? 'is' : 'may be'} ${done}`;
      yield {
        span: head,
        growing: step,
        severity: effects.assumed === undefined ? 'error' : 'warning',
        message: `${relationText(table)} ${copied} as a whole while ${waiting(effects)}${why}${effects.assumed === undefined ? '' : `: ${effects.assumed}`}`,
      };
    }
  },
};

/** The hazards that have a rule of their own. */
function hasOwnRule({ operation, effects }: AnalyzedStep): boolean {
  // index-blocks-writes speaks of what no demand for a copy is the reason of.
  if (operation.kind === 'createIndex') return effects.algorithm !== 'COPY';
  if (operation.kind === 'dropConstraint') return operation.type === 'primaryKey';
  if (operation.kind !== 'addColumn') return ownRules.has(operation.kind);
  const { default: value, generated, identity } = operation.column;
  return value !== undefined || generated?.stored === true || identity !== undefined;
}

const ownRules: ReadonlySet<Operation['kind']> = new Set([
  // foreign-key-blocks, check-blocks, unique-blocks-writes, primary-key-blocks
  'addConstraint',
  // type-change-rewrites, charset-copies-table
  'changeType',
  // table-rewrite-command, charset-copies-table
  'other',
  // not-null-scan
  'setNotNull',
]);

function demanded(operation: Operation): boolean {
  return 'online' in operation && operation.online?.algorithm === 'COPY';
}

function tableOf(operation: Operation): Name | undefined {
  return 'table' in operation ? operation.table : undefined;
}
