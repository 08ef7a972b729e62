import { after } from './after.ts';
import type { Column } from './column.ts';
import { withEntry } from './layered.ts';
import { copiedTable } from './lost-by-copy.ts';
import type { Step } from './migration.ts';
import type { Name } from './name.ts';
import { named } from './naming.ts';
import { isRebuildable, type Operation } from './operation.ts';
import { columnOf, keyOf, type Schema, tableOf } from './schema.ts';
import { change } from './table-change.ts';

/** The schema behind a step: what its operation leaves, without what the way it is carried out loses. */
export function afterStep(before: Schema, step: Met): Schema {
  const { sql, shortens } = step;
  const operation =
    before.naming && sql === undefined ? named(step.operation, before.naming, shortens) : step.operation;
  if (operation.kind === 'other' && operation.trigger && sql !== undefined)
    return after(before, { ...operation, trigger: { ...operation.trigger, written: sql } });
  const schema = after(before, operation);
  if (step.redefines) return redefined(schema, step);
  if (operation.kind === 'changeType' && sql !== undefined && unnumbers.test(sql)) {
    const column = columnOf(schema, operation.table, operation.column);
    return column?.identity ? withColumn(schema, operation.table, { ...column, identity: undefined }) : schema;
  }
  if (!isRebuildable(operation) || operation.rebuild === undefined || operation.rebuild === 'along') return schema;
  const known = tableOf(schema, operation.table) !== undefined && !step.block?.described;
  return known ? change(schema, operation.table, copiedTable) : schema;
}

/** Whether it runs or not, what the database is made of stays the same. */
export function isOfRows({ kind, ...operation }: Operation): boolean {
  return rowKinds.has(kind) || ('statement' in operation && /^SELECT\b/.test(operation.statement));
}

const rowKinds: ReadonlySet<Operation['kind']> = new Set<Operation['kind']>([
  'insertRows',
  'updateRows',
  'deleteRows',
  'truncate',
  'backfill',
  'refreshView',
  'reindex',
  'controlTransaction',
]);

type Met = Pick<Step, 'operation' | 'redefines' | 'sql' | 'block' | 'shortens'>;

/**
 * MODIFY and CHANGE without AUTO_INCREMENT take it away. As a column's name the words stand behind ALTER or COLUMN.
 * https://dev.mysql.com/doc/refman/8.4/en/alter-table.html#alter-table-redefine-column
 */
const unnumbers =
  /^\s*alter\s(?![\s\S]*\bauto_increment\b)[\s\S]*?(?<!\b(alter|column|add|drop|rename|to|table)\s+)\b(modify|change)\s/i;

/** A column that a statement defines as a whole has nothing that is not said there. */
function redefined(schema: Schema, { operation, redefines: says }: Met): Schema {
  if (!says || !('table' in operation && operation.table && 'column' in operation)) return schema;
  const name = operation.kind === 'renameColumn' ? operation.to : operation.column;
  const column = typeof name === 'string' ? columnOf(schema, operation.table, name) : undefined;
  if (!column) return schema;
  const isKey = keyOf(schema, operation.table).includes(column.name);
  const left = {
    ...column,
    nullable: says.includes('nullability') || isKey ? column.nullable : true,
    default: says.includes('default') ? column.default : undefined,
    identity: says.includes('identity') ? column.identity : undefined,
    comment: says.includes('comment') ? column.comment : undefined,
  };
  return withColumn(schema, operation.table, left);
}

function withColumn(schema: Schema, table: Name, column: Column): Schema {
  return change(schema, table, ({ columns }) => ({ columns: withEntry(columns, column.name, column) }));
}
