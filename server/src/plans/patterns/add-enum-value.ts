import type { Planned } from '../../model/finding.ts';
import { type Name, relationText } from '../../model/name.ts';
import type { AddEnumValue } from '../../model/operation.ts';
import type { Answers, Pattern } from '../../model/pattern.ts';
import { type Schema, schemaKey } from '../../model/schema.ts';
import { misnamed, tableFrom } from '../answers.ts';
import { columnsOfType, enumAnew } from '../enum-without.ts';
import { alone, shared } from '../planned.ts';
import { enumType, noEnumTypes } from './questions.ts';

export const addEnumValue: Pattern = {
  id: 'add-enum-value',
  title: 'Add value to enum',
  description: 'Commits by itself, so that what comes next can use the value',
  asks: [
    enumType,
    { name: 'value', prompt: 'New value', placeholder: 'archived' },
    { name: 'after', prompt: 'Value that it comes behind (empty: at the end)', optional: true },
  ],
  phases: (answers, schema, { traits }) => {
    if (!traits.keepsEnumTypes) return noEnumTypes;
    const add = asked(answers, schema);
    if ('problem' in add) return add;
    const { type, value } = add;
    return [
      {
        title: `add ${value} to ${type.name}`,
        before: [`The code that is deployed everywhere can read ${value}; it writes it only when this has run.`],
        up: [alone(add)],
        down: withoutValue(type, schema),
      },
    ];
  },
};

function withoutValue(type: Name, schema: Schema): readonly Planned[] {
  const values = schema.enums.get(schemaKey(type));
  if (!values)
    return [
      shared({ kind: 'opaque', why: `no value can be dropped, and history does not say what else ${type.name} has` }),
    ];
  const [first, ...rest] = enumAnew(type, values, columnsOfType(type, schema));
  const notes = [
    'A value cannot be dropped: the type is made anew without it, and so is each column.',
    'A row that has the value makes this fail.',
  ];
  return first ? [{ ...first, notes }, ...rest] : [];
}

function asked(answers: Answers, schema: Schema): AddEnumValue | { readonly problem: string } {
  const wrong = misnamed(answers.type ?? '');
  if (wrong !== undefined) return { problem: wrong };
  const type = tableFrom(answers.type ?? '');
  const value = (answers.value ?? '').trim();
  const known = schema.enums.get(schemaKey(type));
  if (known?.includes(value)) return { problem: `${relationText(type)} has the value ${value} already` };
  const after = answers.after?.trim();
  if (after && known && !known.includes(after))
    return { problem: `${relationText(type)} has no value ${after}; it has ${known.join(', ')}` };
  return {
    kind: 'addEnumValue',
    type,
    value,
    ifNotExists: true,
    ...(after && { beside: { side: 'after', value: after } }),
  };
}
