import type { Column, ColumnType } from '../../model/column.ts';

/** A column in a few words: `varchar(20) not null`. */
export function columnDetail({ type, nullable }: Column): string {
  return [type ? typeText(type) : 'type unknown', ...(nullable ? [] : ['not null'])].join(' ');
}

function typeText({ name, arguments: given, dimensions = 0, unsigned }: ColumnType): string {
  const sizes = given.length > 0 ? `(${given.join(', ')})` : '';
  return `${name}${sizes}${unsigned ? ' unsigned' : ''}${'[]'.repeat(dimensions)}`;
}
