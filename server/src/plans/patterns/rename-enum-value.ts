import { type Name, relationText } from '../../model/name.ts';
import type { Operation } from '../../model/operation.ts';
import type { Pattern } from '../../model/pattern.ts';
import { schemaKey } from '../../model/schema.ts';
import { misnamed, tableFrom } from '../answers.ts';
import { shared } from '../planned.ts';
import { enumType, noEnumTypes } from './questions.ts';

export const renameEnumValue: Pattern = {
  id: 'rename-enum-value',
  title: 'Rename value of enum',
  description: 'An instant for rows, but not for code: no moment has both names, so that code must bear either',
  asks: [
    enumType,
    { name: 'value', prompt: 'Value', placeholder: 'archived' },
    { name: 'to', prompt: 'New name', placeholder: 'stored' },
  ],
  phases: ({ type: which = '', value: said = '', to: wanted = '' }, schema, { traits }) => {
    if (!traits.keepsEnumTypes) return noEnumTypes;
    const wrong = misnamed(which);
    if (wrong !== undefined) return { problem: wrong };
    const [type, value, to] = [tableFrom(which), said.trim(), wanted.trim()];
    const known = schema.enums.get(schemaKey(type));
    if (known && !known.includes(value))
      return { problem: `${relationText(type)} has no value ${value}; it has ${known.join(', ')}` };
    if (known?.includes(to)) return { problem: `${relationText(type)} has the value ${to} already` };
    return [
      {
        title: `rename ${type.name} ${value} to ${to}`,
        before: [
          `The code that is deployed everywhere reads ${to} as it reads ${value}.`,
          `It writes ${value} only where a refusal is borne and tried again with ${to}: from one moment to the next the one is refused and the other taken.`,
        ],
        up: [shared(renamed(type, value, to))],
        down: [shared(renamed(type, to, value))],
      },
    ];
  },
};

function renamed(type: Name, from: string, to: string): Operation {
  return {
    kind: 'other',
    statement: 'ALTER TYPE RENAME VALUE',
    relations: [],
    renames: { what: { labelOf: type }, from: { name: from }, to },
  };
}
