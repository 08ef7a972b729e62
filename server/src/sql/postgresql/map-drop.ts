import type { DropStmt, RenameStmt } from 'libpg-query';
import type { Name } from '../../model/name.ts';
import type { Operation, Other } from '../../model/operation.ts';
import { type Mapped, other } from '../mapped.ts';
import { headThrough, type Reading } from '../reading.ts';
import { listName, objectParts, onlyIf, relationName } from './ast.ts';
import { actionHead, afterRelation } from './map-alter.ts';
import { objects } from './other-statements.ts';

export function drop(node: DropStmt, reading: Reading): readonly Mapped[] {
  const word = objects.get(node.removeType ?? '') ?? 'TABLE';
  const head = headThrough(reading, word.split(' ').at(-1)?.toLowerCase() ?? '');
  const names = (node.objects ?? []).map(objectParts);
  const cascade = node.behavior === 'DROP_CASCADE' ? { cascade: true } : {};
  const how = { ...(node.missing_ok && { ifExists: true }), ...cascade };
  const concurrently = node.concurrent ? { concurrently: true } : {};
  switch (node.removeType) {
    case 'OBJECT_TABLE':
      return names.map((name) => {
        const others = names.filter((each) => each !== name).map(listName);
        const along = others.length > 0 ? { along: others } : {};
        return { operation: { kind: 'dropTable', table: listName(name), ...how, ...along }, head };
      });
    case 'OBJECT_INDEX':
      return names.map((name) => ({
        operation: { kind: 'dropIndex', index: listName(name), ...concurrently, ...how },
        head,
      }));
    case 'OBJECT_TYPE':
      return names.map((name) => ({ operation: { kind: 'dropType', type: listName(name), ...how }, head }));
    case 'OBJECT_FOREIGN_TABLE':
    case 'OBJECT_MATVIEW':
    case 'OBJECT_SEQUENCE':
    case 'OBJECT_VIEW':
      return [other(`DROP ${word}`, names.map(listName), head, how)];
    case 'OBJECT_POLICY':
    case 'OBJECT_RULE':
    case 'OBJECT_TRIGGER': {
      const tables = names.map((name) => listName(name.slice(0, -1)));
      const dropped = names.map((name) => listName(name.slice(-1)));
      return [other(`DROP ${word}`, tables, head, { ...how, objects: dropped })];
    }
    case 'OBJECT_DOMAIN':
    case 'OBJECT_EXTENSION':
    case 'OBJECT_FUNCTION':
    case 'OBJECT_PROCEDURE':
    case 'OBJECT_SCHEMA':
    case 'OBJECT_STATISTIC_EXT':
      return [other(`DROP ${word}`, [], head, { ...cascade, objects: names.map(listName) })];
    default:
      return [other(`DROP ${word}`, [], head, cascade)];
  }
}

export function rename(node: RenameStmt, reading: Reading): Mapped {
  const table = relationName(node.relation);
  const to = node.newname ?? '';
  const operation = { ...renameOf(node, table, to), ...onlyIf(node.relation) };
  if (reading.word(1) === 'table') {
    return { operation, head: actionHead(reading, afterRelation(reading, reading.at(node.relation?.location))) };
  }
  const kind = node.renameType === 'OBJECT_COLUMN' ? node.relationType : node.renameType;
  const word = node.renameType === 'OBJECT_ATTRIBUTE' ? 'TYPE' : (objects.get(kind ?? '') ?? '');
  return { operation, head: headThrough(reading, word.split(' ').at(-1)?.toLowerCase() ?? '') };
}

function renameOf(node: RenameStmt, table: Name, to: string): Operation {
  const relations = node.relation ? [table] : [];
  switch (node.renameType) {
    case 'OBJECT_TABLE':
      return { kind: 'renameTable', table, to };
    case 'OBJECT_COLUMN': {
      if (node.relationType === 'OBJECT_TABLE') return { kind: 'renameColumn', table, column: node.subname ?? '', to };
      const statement = `ALTER ${objects.get(node.relationType ?? '') ?? 'VIEW'} RENAME COLUMN`;
      return { kind: 'other', statement, relations };
    }
    case 'OBJECT_VIEW':
    case 'OBJECT_MATVIEW':
      return { ...plainly(node, relations), renames: { what: 'view', from: table, to } };
    case 'OBJECT_SEQUENCE':
      return { ...plainly(node, relations), renames: { what: 'sequence', from: table, to } };
    case 'OBJECT_DOMAIN':
      return { ...plainly(node, relations), renames: { what: 'domain', from: listName(objectParts(node.object)), to } };
    case 'OBJECT_ATTRIBUTE':
      return { kind: 'other', statement: 'ALTER TYPE RENAME ATTRIBUTE', relations: [] };
    case 'OBJECT_TABCONSTRAINT':
      return {
        kind: 'other',
        statement: 'ALTER TABLE RENAME CONSTRAINT',
        relations,
        renames: { what: { constraintOf: table }, from: { name: node.subname ?? '' }, to },
      };
    case 'OBJECT_DOMCONSTRAINT':
      return { kind: 'other', statement: 'ALTER DOMAIN RENAME', relations: [] };
    case 'OBJECT_TYPE': {
      const from = listName(objectParts(node.object));
      return { kind: 'other', statement: 'ALTER TYPE RENAME', relations, renames: { what: 'type', from, to } };
    }
    case 'OBJECT_SCHEMA':
      return { ...plainly(node, relations), renames: { what: 'schema', from: { name: node.subname ?? '' }, to } };
    case 'OBJECT_FUNCTION':
    case 'OBJECT_PROCEDURE':
      return {
        ...plainly(node, relations),
        renames: { what: 'function', from: listName(objectParts(node.object)), to },
      };
    case 'OBJECT_INDEX':
      return { kind: 'other', statement: 'ALTER INDEX RENAME', relations, renames: { what: 'index', from: table, to } };
    default:
      return plainly(node, relations);
  }
}

function plainly(node: RenameStmt, relations: readonly Name[]): Other {
  return { kind: 'other', statement: `ALTER ${objects.get(node.renameType ?? '') ?? 'TYPE'} RENAME`, relations };
}
