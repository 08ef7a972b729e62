import type { Column, ColumnType } from '../../model/column.ts';
import type { Phase } from '../../model/finding.ts';
import { type Name, relationText } from '../../model/name.ts';
import type { Answers, Pattern, PatternGround } from '../../model/pattern.ts';
import { columnOf, type Schema, tableOf } from '../../model/schema.ts';
import { tableFrom, typeFrom } from '../answers.ts';
import { atOnce, isTaken, standstill } from '../at-once.ts';
import { identityColumnPhases, type Numbered, uniqueOver } from '../identity-column.ts';
import { proven } from '../plan.ts';
import { shared } from '../planned.ts';
import { setNotNullPlan } from '../set-not-null.ts';
import { newColumn, table, type } from './questions.ts';

export const addIdentityColumn: Pattern = {
  id: 'add-identity-column',
  title: 'Add identity column (phased)',
  description:
    'New rows are numbered by a sequence at once, old ones in batches, and the column becomes an identity in an instant',
  asks: [
    table,
    { ...newColumn, placeholder: 'number' },
    { ...type, optional: true, prompt: 'Type (empty: bigint)', placeholder: 'bigint' },
    { name: 'given', prompt: 'May an INSERT give a number itself? (yes or no)', optional: true },
  ],
  phases: (answers, schema, ground) => {
    const made = asked(answers, schema);
    if ('problem' in made) return made;
    const plain = inOne(made, schema, ground);
    if ('problem' in plain) return plain;
    if (!standstill(plain, schema, ground)) return [plain];
    const phases = identityColumnPhases(made, schema);
    const [first] = phases;
    return first && isTaken(first, schema, ground) && isProven(made, schema, ground) ? phases : [plain];
  },
  plain: (answers, schema, ground) => {
    const made = asked(answers, schema);
    return 'problem' in made ? made : inOne(made, schema, ground);
  },
};

/** As an identity column; where there are none, as a column that counts up. */
function inOne(made: Numbered, schema: Schema, ground: PatternGround): Phase | { readonly problem: string } {
  const { table: name, column } = made;
  const counting: Column = { ...column, identity: 'auto increment' };
  const unique = { kind: 'unique', columns: [column.name] } as const;
  const forms = [
    [shared({ kind: 'addColumn', table: name, column, constraints: [] }), shared(uniqueOver(name, column.name))],
    [shared({ kind: 'addColumn', table: name, column: counting, constraints: [unique] })],
  ];
  const phases = forms.map(
    (up): Phase => ({
      title: `add ${name.name} ${column.name}`,
      before: [],
      up,
      down: [shared({ kind: 'dropColumn', table: name, column: column.name })],
    }),
  );
  const other = [...(tableOf(schema, name)?.columns.values() ?? [])].find((each) => each.identity !== undefined);
  const said = ({ up }: Phase) => up.every(({ operation }) => ground.print?.(operation, schema) !== undefined);
  const [first] = (other ? phases.slice(0, 1) : phases).filter((each) => said(each) && isTaken(each, schema, ground));
  if (!first)
    return {
      problem: `The database numbers no column of ${relationText(name)} ${other ? `beside ${other.name}` : 'that is no key'}`,
    };
  return atOnce(first, name, schema, ground);
}

/** Whether NOT NULL needs no scan of its own behind the CHECK. */
function isProven({ table: name, column }: Numbered, schema: Schema, { effects }: PatternGround): boolean {
  const set = { kind: 'setNotNull', table: name, column: column.name } as const;
  return effects(set, proven(setNotNullPlan(name, column.name), schema)).work === 'instant';
}

function asked(answers: Answers, schema: Schema): Numbered | { readonly problem: string } {
  const where: Name = tableFrom(answers.table ?? '');
  const name = (answers.column ?? '').trim();
  const known: ColumnType | undefined = typeFrom(answers.type?.trim() || 'bigint');
  if (!known || !/^(smallint|integer|bigint)$/.test(known.name) || known.dimensions !== undefined)
    return { problem: `"${answers.type}" takes no numbers of a sequence: write bigint, integer or smallint` };
  if (columnOf(schema, where, name)) return { problem: `There is a column ${name} in ${relationText(where)} already` };
  if (tableOf(schema, where)?.partitioned)
    return { problem: `${relationText(where)} is partitioned: no index tells the numbers of all its partitions apart` };
  const given = /^(y|yes|true)$/i.test(answers.given?.trim() ?? '');
  return { table: where, column: { name, type: known, nullable: false, identity: given ? 'by default' : 'always' } };
}
