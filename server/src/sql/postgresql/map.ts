import type { Node } from 'libpg-query';
import type { Operation } from '../../model/operation.ts';
import { type Mapped, other } from '../mapped.ts';
import { headThrough, type Reading, spanOf } from '../reading.ts';
import { isOn, listName, onlyIn, relationName, relationsIn, strings } from './ast.ts';
import { alterTable } from './map-alter.ts';
import { mapData } from './map-data.ts';
import { drop, rename } from './map-drop.ts';
import { createIndex, reindex } from './map-index.ts';
import { mapOther } from './map-other.ts';
import { controlTransaction, setParameter } from './map-session.ts';
import { createTable, createTableAs } from './map-table.ts';

/** The operations of one statement of PostgreSQL: always at least one. */
export function mapStatement(node: Node, reading: Reading): readonly Mapped[] {
  return mapSchema(node, reading) ?? mapData(node, reading) ?? [mapOther(node, reading) ?? unnamed(node, reading)];
}

function mapSchema(node: Node, reading: Reading): readonly Mapped[] | undefined {
  const one = (operation: Operation, lastWord: string) => [{ operation, head: headThrough(reading, lastWord) }];
  if ('AlterTableStmt' in node) return alterTable(node.AlterTableStmt, reading);
  if ('CreateStmt' in node) return one(createTable(node.CreateStmt, reading), 'table');
  if ('IndexStmt' in node) return one(createIndex(node.IndexStmt, reading), 'index');
  if ('DropStmt' in node) return drop(node.DropStmt, reading);
  if ('RenameStmt' in node) return [rename(node.RenameStmt, reading)];
  if ('VariableSetStmt' in node) return [setParameter(node.VariableSetStmt, reading)];
  if ('TransactionStmt' in node) return controlTransaction(node.TransactionStmt, reading);
  if ('CreateTableAsStmt' in node && node.CreateTableAsStmt.objtype !== 'OBJECT_MATVIEW') {
    return one(createTableAs(node.CreateTableAsStmt.into, node.CreateTableAsStmt), 'table');
  }
  if ('ReindexStmt' in node) {
    const operation = reindex(node.ReindexStmt);
    const head = reindexHead(reading);
    return [operation ? { operation, head } : other('REINDEX SYSTEM', [], head)];
  }
  if ('CreateEnumStmt' in node) {
    const { typeName, vals } = node.CreateEnumStmt;
    return one({ kind: 'createEnum', type: listName(strings(typeName)), values: strings(vals) }, 'type');
  }
  if ('AlterEnumStmt' in node) return one(alterEnum(node.AlterEnumStmt), 'type');
  if ('RefreshMatViewStmt' in node) {
    const { relation, concurrent, skipData } = node.RefreshMatViewStmt;
    const view = relationName(relation);
    const how = { ...(concurrent && { concurrently: true }), ...(skipData && { withNoData: true }) };
    return one({ kind: 'refreshView', view, ...how }, 'view');
  }
  if ('TruncateStmt' in node) {
    const { relations, behavior, restart_seqs } = node.TruncateStmt;
    const cascade = behavior === 'DROP_CASCADE' ? { cascade: true } : {};
    const head = spanOf(reading, 0, reading.word(1) === 'table' ? 2 : 1);
    const restart = restart_seqs ? { restartIdentity: true } : {};
    return [
      {
        operation: { kind: 'truncate', tables: relationsIn(relations), ...cascade, ...onlyIn(relations), ...restart },
        head,
      },
    ];
  }
  if ('ExplainStmt' in node) return explain(node, reading);
  return undefined;
}

function alterEnum(node: Extract<Node, { AlterEnumStmt: unknown }>['AlterEnumStmt']): Operation {
  const type = listName(strings(node.typeName));
  if (node.oldVal !== undefined) {
    const renames = { what: { labelOf: type }, from: { name: node.oldVal }, to: node.newVal ?? '' };
    return { kind: 'other', statement: 'ALTER TYPE RENAME VALUE', relations: [], renames };
  }
  const ifNotExists = node.skipIfNewValExists ? { ifNotExists: true } : {};
  const side = node.newValIsAfter ? 'after' : 'before';
  const beside = node.newValNeighbor === undefined ? {} : { beside: { side, value: node.newValNeighbor } as const };
  return { kind: 'addEnumValue', type, value: node.newVal ?? '', ...ifNotExists, ...beside };
}

/** `EXPLAIN ANALYZE` runs what it explains; without, what would be written is locked as if it were. */
function explain(node: Extract<Node, { ExplainStmt: unknown }>, reading: Reading): readonly Mapped[] {
  const { query, options } = node.ExplainStmt;
  const runs = (options ?? []).some((each) => isOn(each, 'analyze'));
  if (query && runs) return mapStatement(query, reading);
  const [, verb] = /^(Insert|Update|Delete)Stmt$/.exec(Object.keys(query ?? {}).join()) ?? [];
  const statement = verb === undefined ? 'EXPLAIN' : `EXPLAIN ${verb.toUpperCase()}`;
  return [other(statement, relationsIn(query), spanOf(reading, 0, 1))];
}

/** `REINDEX (VERBOSE) TABLE`: the parentheses end the head. */
function reindexHead(reading: Reading) {
  return spanOf(reading, 0, /^(index|table|schema|database|system)$/.test(reading.word(1)) ? 2 : 1);
}

function unnamed(node: Node, reading: Reading): Mapped {
  const [tag = 'statement'] = Object.keys(node);
  const operation: Operation = { kind: 'opaque', why: `the meaning of PostgreSQL's ${tag} is not known` };
  return { operation, head: spanOf(reading, 0, 1) };
}
