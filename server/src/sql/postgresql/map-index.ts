import type { IndexStmt, ReindexStmt } from 'libpg-query';
import type { CreateIndex, IndexKey, Reindex } from '../../model/operation.ts';
import { closing, elements, findSign, type Reading, signAt } from '../reading.ts';
import { isOn, onlyIf, relationName } from './ast.ts';
import { afterRelation } from './map-alter.ts';

export function createIndex(node: IndexStmt, reading: Reading): CreateIndex {
  const table = relationName(node.relation);
  const open = findSign(reading, afterRelation(reading, reading.at(node.relation?.location)), '(');
  const close = closing(reading, open);
  const method = reading.word(open - 2) === 'using' ? node.accessMethod : undefined;
  const include = (node.indexIncludingParams ?? []).flatMap((each) =>
    'IndexElem' in each && each.IndexElem.name !== undefined ? [each.IndexElem.name] : [],
  );
  return {
    kind: 'createIndex',
    table,
    ...(node.idxname !== undefined && { name: node.idxname }),
    keys: keysOf(node, reading, open),
    ...(node.unique && { unique: true }),
    ...(node.concurrent && { concurrently: true }),
    ...(node.if_not_exists && { ifNotExists: true }),
    ...(method !== undefined && { method }),
    ...(include.length > 0 && { include }),
    ...trailing(reading, close + 1),
    ...onlyIf(node.relation),
  };
}

/** Undefined for `REINDEX SYSTEM`, which rebuilds catalogues and nobody's tables. */
export function reindex(node: ReindexStmt): Reindex | undefined {
  const target = targets.get(node.kind ?? 'REINDEX_OBJECT_DATABASE');
  if (!target) return undefined;
  const concurrently = (node.params ?? []).some((each) => isOn(each, 'concurrently'));
  return {
    kind: 'reindex',
    target,
    name: node.relation ? relationName(node.relation) : { name: node.name ?? '' },
    ...(concurrently && { concurrently }),
  };
}

const targets: ReadonlyMap<string, Reindex['target']> = new Map([
  ['REINDEX_OBJECT_INDEX', 'index'],
  ['REINDEX_OBJECT_TABLE', 'table'],
  ['REINDEX_OBJECT_SCHEMA', 'schema'],
  ['REINDEX_OBJECT_DATABASE', 'database'],
]);

/** A column with an order, operator class or collation of its own is kept as SQL, so that nothing of it gets lost. */
function keysOf(node: IndexStmt, reading: Reading, open: number): readonly IndexKey[] {
  const ranges = elements(reading, open + 1);
  return (node.indexParams ?? []).map((param, index) => {
    const range = ranges[index] ?? { from: 0, to: 0 };
    const column = 'IndexElem' in param ? param.IndexElem.name : undefined;
    return column !== undefined && range.to === range.from + 1
      ? { column }
      : { expression: reading.slice(range.from, range.to) };
  });
}

function trailing(reading: Reading, from: number): Pick<CreateIndex, 'where' | 'options'> {
  const start = reading.word(from) === 'include' ? closing(reading, findSign(reading, from, '(')) + 1 : from;
  const condition = topWhere(reading, start);
  const options = reading.slice(start, condition);
  const where = reading.slice(condition + 1, reading.tokens.length);
  return { ...(where !== '' && { where }), ...(options !== '' && { options }) };
}

function topWhere(reading: Reading, from: number): number {
  let index = from;
  while (index < reading.tokens.length && reading.word(index) !== 'where') {
    index = signAt(reading, index) === '(' ? closing(reading, index) + 1 : index + 1;
  }
  return Math.min(index, reading.tokens.length);
}
