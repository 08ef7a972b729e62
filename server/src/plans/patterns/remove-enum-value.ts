import { columnText, type Name, relationText } from '../../model/name.ts';
import type { Answers, Pattern, PatternGround } from '../../model/pattern.ts';
import { type Schema, schemaKey } from '../../model/schema.ts';
import { misnamed, tableFrom } from '../answers.ts';
import { atOnce } from '../at-once.ts';
import { columnsOfType, enumAnew, type Typed } from '../enum-without.ts';
import { plainDefault, removeEnumValuePhases } from '../remove-enum-value.ts';
import { enumType, noEnumTypes } from './questions.ts';

export const removeEnumValue: Pattern = {
  id: 'remove-enum-value',
  title: 'Remove value of enum (phased)',
  description:
    'Columns of a type without the value stand beside those of the old one and take their names: nothing is rewritten',
  asks: [enumType, { name: 'value', prompt: 'Value', placeholder: 'archived' }],
  phases: (answers, schema, ground) => {
    if (!ground.traits.keepsEnumTypes) return noEnumTypes;
    const made = asked(answers, schema);
    if ('problem' in made) return made;
    const { type, values, value, columns } = made;
    return (
      removeEnumValuePhases(type, values, value, columns, schema, ground) ?? {
        problem: `${relationText(type)} has no column that a trigger could keep equal to one of another type`,
      }
    );
  },
  plain: (answers, schema, ground) => {
    if (!ground.traits.keepsEnumTypes) return noEnumTypes;
    const made = asked(answers, schema);
    return 'problem' in made ? made : inOne(made, schema, ground);
  },
};

interface Asked {
  readonly type: Name;
  readonly values: readonly string[];
  readonly value: string;
  readonly columns: readonly Typed[];
}

function inOne({ type, values, value, columns }: Asked, schema: Schema, ground: PatternGround) {
  const left = values.filter((each) => each !== value);
  const rows = columns.map(
    ({ table, column }) => `No row has ${value} in ${columnText(table, column.name)} any more; otherwise it fails.`,
  );
  const phase = {
    title: `remove ${value} from ${type.name}`,
    before: rows,
    up: enumAnew(type, left, columns),
    down: enumAnew(type, values, columns),
  };
  return atOnce(phase, columns[0]?.table ?? type, schema, ground);
}

function asked(answers: Answers, schema: Schema): Asked | { readonly problem: string } {
  const wrong = misnamed(answers.type ?? '');
  if (wrong !== undefined) return { problem: wrong };
  const type = tableFrom(answers.type ?? '');
  const value = (answers.value ?? '').trim();
  const values = schema.enums.get(schemaKey(type));
  const name = relationText(type);
  if (!values) return { problem: `The values of ${name} are not known from the history: none can be taken from them` };
  if (!values.includes(value)) return { problem: `${name} has no value ${value}; it has ${values.join(', ')}` };
  if (values.length === 1) return { problem: `${value} is the only value of ${name}: drop its columns and the type` };
  const columns = columnsOfType(type, schema);
  for (const { table, column } of columns) {
    const where = columnText(table, column.name);
    if (column.type?.dimensions) return { problem: `${where} has lists of ${name}, which no phase can move` };
    const left = plainDefault(column.default);
    if (left?.kind === 'constant' && left.value === value)
      return { problem: `${value} is the default of ${where}: give it another one first` };
    if (left && left.kind !== 'constant')
      return { problem: `The default of ${where} is an expression, which may name ${name}: drop it first` };
  }
  return { type, values, value, columns };
}
