import type { Column } from '../model/column.ts';
import { type Constraint, constraintColumns } from '../model/constraint.ts';
import { columnText } from '../model/name.ts';
import type { Rule } from '../model/rule.ts';

export const smallPrimaryKey: Rule = {
  id: 'small-primary-key',
  severity: 'warning',
  inDowngrade: 'silent',
  docs: {
    what: 'A new table numbers its rows with an integer of four bytes or fewer.',
    why: 'The numbers of an integer end at 2,147,483,647, those of a smallint at 32,767, and rows that were deleted or rolled back use them up too. Then every INSERT fails, and changing the type writes the whole table and every table that points at it anew while nobody can use them.',
    instead: 'Use bigint from the start: it costs four bytes a row, often none after alignment.',
    links: [
      'https://www.postgresql.org/docs/current/datatype-numeric.html',
      'https://dev.mysql.com/doc/refman/8.4/en/integer-types.html',
    ],
  },
  examples: [
    {
      engine: 'postgresql',
      bad: `op.create_table(
    "events",
    sa.Column("id", sa.Integer(), primary_key=True),
)`,
      good: `op.create_table(
    "events",
    sa.Column("id", sa.BigInteger(), primary_key=True),
)`,
    },
    {
      engine: 'mysql',
      tool: 'sql',
      bad: 'CREATE TABLE events (id int NOT NULL AUTO_INCREMENT PRIMARY KEY);',
      good: 'CREATE TABLE events (id bigint NOT NULL AUTO_INCREMENT PRIMARY KEY);',
    },
  ],
  *check({ steps, traits }) {
    if (traits.numbersRows) return;
    for (const { operation, head } of steps) {
      if (operation.kind !== 'createTable' || operation.temporary || operation.partitionOf) continue;
      const [key, ...more] = keyColumns(operation.columns, operation.constraints);
      const type = key?.type?.name ?? '';
      const last = lasts.get(`${type}${key?.type?.unsigned ? ' unsigned' : ''}`);
      if (!key || more.length > 0 || last === undefined || !isNumbered(key, operation.constraints)) continue;
      yield {
        span: head,
        message: `The numbers of ${columnText(operation.table, key.name)} end at ${last}: it is ${article(type)}`,
      };
    }
  },
};

function keyColumns(columns: readonly Column[], constraints: readonly Constraint[]): readonly Column[] {
  const key = constraints.find(({ kind }) => kind === 'primaryKey');
  const names = key ? constraintColumns(key) : [];
  return columns.filter(({ name }) => names.includes(name));
}

/** A key that is given by hand, or comes from another table, has no more numbers than there are such things. */
function isNumbered({ name, identity }: Column, constraints: readonly Constraint[]): boolean {
  const isForeign = constraints.some((each) => each.kind === 'foreignKey' && each.columns.includes(name));
  return !isForeign && (identity !== undefined || /^_?id$/i.test(name));
}

function article(type: string): string {
  return `${/^[aeiou]/.test(type) ? 'an' : 'a'} ${type}`;
}

const lasts: ReadonlyMap<string, string> = new Map([
  ['tinyint', '127'],
  ['tinyint unsigned', '255'],
  ['smallint', '32,767'],
  ['smallint unsigned', '65,535'],
  ['mediumint', '8,388,607'],
  ['mediumint unsigned', '16,777,215'],
  ['integer', '2,147,483,647'],
  ['integer unsigned', '4,294,967,295'],
]);
