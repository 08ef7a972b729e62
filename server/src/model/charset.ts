import type { ColumnType } from './column.ts';
import type { AnalyzedStep } from './rule.ts';
import { typeBefore } from './schema.ts';

/** What is copied only because its characters are to be encoded or ordered in another way: 'table', or 'column'. */
export function copiedForCharset({ operation, before, effects }: AnalyzedStep): 'table' | 'column' | undefined {
  if (effects.algorithm !== 'COPY') return undefined;
  if (operation.kind === 'other') return /CONVERT TO CHARACTER SET$/.test(operation.statement) ? 'table' : undefined;
  if (operation.kind !== 'changeType' || !operation.type || operation.position !== undefined) return undefined;
  const from = typeBefore(before, operation);
  return from && encodesAnew(from, operation.type) ? 'column' : undefined;
}

function encodesAnew(from: ColumnType, to: ColumnType): boolean {
  const values = (type: ColumnType) => type.enumeration?.values ?? type.arguments;
  const [old, now] = [values(from), values(to)];
  const same = from.name === to.name && from.unsigned === to.unsigned;
  const sized = old.length === now.length && old.every((each, at) => each === now[at]);
  return same && sized && (from.charset !== to.charset || from.collation !== to.collation);
}
