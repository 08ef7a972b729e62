import type { Planned } from '../../model/finding.ts';
import { relationText } from '../../model/name.ts';

/** What a migration is called that holds a statement which had to leave another one; `text` where no name tells. */
export function titleOf([first]: readonly Planned[], text: string): string {
  const operation = first?.operation;
  switch (operation?.kind) {
    case 'createIndex':
      return `add index ${operation.name ?? relationText(operation.table)}`;
    case 'dropIndex':
      return `drop index ${operation.index.name}`;
    case 'reindex':
      return `reindex ${operation.name.name}`;
    case 'detachPartition':
      return `detach ${operation.partition.name}`;
    case 'addEnumValue':
      return `add ${operation.value} to ${operation.type.name}`;
    case 'addConstraint':
      return `add ${operation.constraint.name ?? `constraint to ${operation.table.name}`}`;
    case 'validateConstraint':
      return `validate ${operation.name}`;
    default:
      return (text.match(/[\p{L}\p{N}_]+/gu) ?? []).slice(0, 5).join(' ').toLowerCase();
  }
}
