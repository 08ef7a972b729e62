import { constraintColumns, type ForeignKey } from '../../model/constraint.ts';
import type { Phase } from '../../model/finding.ts';
import { isLedBy, isOrdered } from '../../model/indexed.ts';
import { type Name, relationText } from '../../model/name.ts';
import type { Operation } from '../../model/operation.ts';
import type { Answers, Pattern, PatternGround } from '../../model/pattern.ts';
import { indexColumns, keyOf, type Schema, type Table, tableOf } from '../../model/schema.ts';
import { misnamed, namesFrom, tableFrom } from '../answers.ts';
import { constraintAtOnce, nameTaken } from '../constraint-at-once.ts';
import { indexPhase } from '../index-phase.ts';
import { nameFor } from '../names.ts';
import { notValidPhases } from '../not-valid.ts';
import { shared } from '../planned.ts';
import { uncheckedKey } from '../unchecked-key.ts';
import { columns, constraintName, table } from './questions.ts';

export const addForeignKey: Pattern = {
  id: 'add-foreign-key',
  title: 'Add foreign key (phased)',
  description: 'An index where there is none, then the key for new rows, then old rows are checked: nothing is blocked',
  asks: [
    table,
    columns,
    { name: 'references', prompt: 'Table that it points at', placeholder: 'users', suggests: 'table' },
    { name: 'key', prompt: 'Column there, or several with commas (empty: its primary key)', optional: true },
    { name: 'onDelete', prompt: 'ON DELETE (empty: refuse)', placeholder: 'CASCADE', optional: true },
    constraintName,
  ],
  phases: (answers, schema, ground) => {
    const made = asked(answers, schema);
    if ('problem' in made) return made;
    const { name, key } = made;
    const unchecked = uncheckedKey(name, key, schema, ground);
    if (unchecked) return [withoutIndex(unchecked, made, schema, ground)];
    const phases = notValidPhases(name, key, schema, ground, [partners(name, key)]);
    return [
      ...missingIndex(name, key, schema, ground),
      ...phases.map((each) => withoutIndex(each, made, schema, ground)),
    ];
  },
  plain: (answers, schema, ground) => {
    const made = asked(answers, schema);
    if ('problem' in made) return made;
    const phase = constraintAtOnce(made.name, made.key, schema, ground, [partners(made.name, made.key)]);
    return withoutIndex(phase, made, schema, ground);
  },
};

/** Each row that goes from the other table is looked for in this one. */
function missingIndex(table: Name, { columns }: ForeignKey, schema: Schema, ground: PatternGround): readonly Phase[] {
  const known = tableOf(schema, table);
  if (ground.traits.indexesForeignKeys || (known && isLedBy(known, columns))) return [];
  return indexPhase(
    {
      kind: 'createIndex',
      table,
      name: nameFor('ix', table.name, ...columns),
      keys: columns.map((column) => ({ column })),
    },
    schema,
    ground,
  );
}

/**
 * An index that the server makes for the key has the key's name, and outlives it: the downgrade takes it away. One that others made
 * stays: where history does not know them all, nobody can tell.
 * https://dev.mysql.com/doc/refman/8.4/en/create-table-foreign-keys.html https://mariadb.com/kb/en/foreign-keys/
 */
function withoutIndex(phase: Phase, { name: table, key }: Asked, schema: Schema, { traits }: PatternGround): Phase {
  if (!traits.indexesForeignKeys) return phase;
  const known = tableOf(schema, table);
  if (known && begins(known, key.columns)) return phase;
  const left = `The server makes an index ${key.name} for the key where none begins with its columns`;
  if (!known?.complete) return { ...phase, before: [...phase.before, `${left}, and the downgrade leaves it.`] };
  const drop: Operation = { kind: 'dropIndex', index: { ...table, name: key.name }, table };
  return { ...phase, down: [...phase.down, shared(drop)] };
}

/** Whether an index begins with all of them, in their order. */
function begins({ indexes, constraints }: Table, columns: readonly string[]): boolean {
  // Each foreign key that is there has one, too.
  const keys = constraints.filter(({ kind }) => /^(primaryKey|unique|foreignKey)$/.test(kind)).map(constraintColumns);
  return [...keys, ...indexes.filter(isOrdered).map(indexColumns)].some((all) =>
    columns.every((each, at) => all[at] === each),
  );
}

function partners(table: Name, { columns, references }: ForeignKey): string {
  return `Every ${columns.join(', ')} of ${relationText(table)} that is not NULL is there in ${relationText(references)}.`;
}

interface Asked {
  readonly name: Name;
  readonly key: ForeignKey & { readonly name: string };
}

function asked(answers: Answers, schema: Schema): Asked | { readonly problem: string } {
  const name = tableFrom(answers.table ?? '');
  const wrong = misnamed(answers.references ?? '');
  if (wrong !== undefined) return { problem: wrong };
  const references = tableFrom(answers.references ?? '');
  const own = namesFrom(answers.column ?? '');
  const said = namesFrom(answers.key ?? '');
  const referencedColumns = said.length > 0 ? said : keyOf(schema, references);
  if (referencedColumns.length > 0 && referencedColumns.length !== own.length)
    return {
      problem: `${own.join(', ')} cannot point at (${referencedColumns.join(', ')}) of ${relationText(references)}: as many columns are needed on both sides`,
    };
  const action = answers.onDelete?.trim().toUpperCase().replace(/\s+/g, ' ');
  if (action && !actions.has(action))
    return { problem: `"${answers.onDelete}" is no action: ${[...actions].join(', ')} are` };
  const called = answers.name?.trim() || nameFor('fk', name.name, ...own, references.name);
  const taken = nameTaken(name, called, schema);
  if (taken !== undefined) return { problem: taken };
  const key: ForeignKey & { readonly name: string } = {
    kind: 'foreignKey',
    name: called,
    columns: own,
    references,
    referencedColumns,
    ...(action && { onDelete: action }),
  };
  return { name, key };
}

const actions: ReadonlySet<string> = new Set(['CASCADE', 'RESTRICT', 'SET NULL', 'SET DEFAULT', 'NO ACTION']);
