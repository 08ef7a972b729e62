import type {
  CopyStmt,
  DeleteStmt,
  FuncCall,
  InsertStmt,
  MergeStmt,
  Node,
  SelectStmt,
  UpdateStmt,
  WithClause,
} from 'libpg-query';
import type { Name } from '../../model/name.ts';
import type { Operation, Other, RowChoice } from '../../model/operation.ts';
import type { Span } from '../../text.ts';
import { type Mapped, other } from '../mapped.ts';
import { type Reading, spanOf } from '../reading.ts';
import { callsFunction, listName, objectsIn, relationName, relationsIn, strings } from './ast.ts';
import { createTableAs } from './map-table.ts';

/** What a statement writes, innermost `WITH` first; undefined for a statement that is none of these. */
export function mapData(node: Node, reading: Reading): readonly Mapped[] | undefined {
  if ('InsertStmt' in node) return insert(node.InsertStmt, reading);
  if ('UpdateStmt' in node) return update(node.UpdateStmt, reading);
  if ('DeleteStmt' in node) return remove(node.DeleteStmt, reading);
  if ('MergeStmt' in node) return merge(node.MergeStmt, reading);
  if ('CopyStmt' in node) return copy(node.CopyStmt, reading);
  if ('SelectStmt' in node) return select(node.SelectStmt, reading);
  return undefined;
}

function insert(node: InsertStmt, reading: Reading): readonly Mapped[] {
  const from = node.selectStmt && !listsItsRows(node.selectStmt) ? 'query' : 'values';
  const columns = node.cols ? { columns: assigned(node.cols) } : {};
  const operation: Operation = { kind: 'insertRows', table: relationName(node.relation), from, ...columns };
  return [...inner(node.withClause, reading), { operation, head: headBefore(reading, node.relation?.location) }];
}

function update(node: UpdateStmt, reading: Reading): readonly Mapped[] {
  const columns = assigned(node.targetList);
  const rows = rowsOf(node.whereClause, node.relation?.alias?.aliasname, reading);
  const operation: Operation = { kind: 'updateRows', table: relationName(node.relation), columns, rows, ...only(node) };
  return [...inner(node.withClause, reading), { operation, head: headBefore(reading, node.relation?.location) }];
}

function remove(node: DeleteStmt, reading: Reading): readonly Mapped[] {
  const rows = rowsOf(node.whereClause, node.relation?.alias?.aliasname, reading);
  const operation: Operation = { kind: 'deleteRows', table: relationName(node.relation), rows, ...only(node) };
  return [...inner(node.withClause, reading), { operation, head: headBefore(reading, node.relation?.location) }];
}

/** `ONLY` stands before the table. */
function only({ relation }: UpdateStmt | DeleteStmt): { readonly only?: true } {
  return relation && !relation.inh ? { only: true } : {};
}

function merge(node: MergeStmt, reading: Reading): readonly Mapped[] {
  const table = relationName(node.relation);
  const head = headBefore(reading, node.relation?.location);
  const clauses = (node.mergeWhenClauses ?? []).flatMap((each) =>
    'MergeWhenClause' in each ? [each.MergeWhenClause] : [],
  );
  const has = (command: string) => clauses.some((clause) => clause.commandType === command);
  const columns = clauses
    .filter((clause) => clause.commandType === 'CMD_UPDATE')
    .flatMap((clause) => assigned(clause.targetList));
  const operations: Operation[] = [];
  if (has('CMD_INSERT')) operations.push({ kind: 'insertRows', table, from: 'query' });
  if (has('CMD_UPDATE')) operations.push({ kind: 'updateRows', table, columns: [...new Set(columns)], rows: 'some' });
  if (has('CMD_DELETE')) operations.push({ kind: 'deleteRows', table, rows: 'some' });
  if (operations.length === 0) return [...inner(node.withClause, reading), other('MERGE', [table], head)];
  return [...inner(node.withClause, reading), ...operations.map((operation) => ({ operation, head }))];
}

function copy(node: CopyStmt, reading: Reading): readonly Mapped[] {
  const head = spanOf(reading, 0, 1);
  const inside = node.query ? (mapData(node.query, reading) ?? []).filter(writes) : [];
  if (!node.is_from) return [...inside, other('COPY TO', relationsIn(node), head)];
  return [{ operation: { kind: 'insertRows', table: relationName(node.relation), from: 'query' }, head }];
}

function select(node: SelectStmt, reading: Reading): readonly Mapped[] {
  const inside = [node, node.larg, node.rarg].flatMap((each) => inner(each?.withClause, reading));
  const into = node.intoClause ?? node.larg?.intoClause;
  const head = firstWord(reading);
  if (into) return [...inside, { operation: createTableAs(into), head }];
  if (inside.length > 0) return inside;
  const setting = settings(node);
  if (setting) return setting.map((operation) => ({ operation, head }));
  const numbers = sequencesIn(node);
  const locked = lockedIn(node);
  if (!locked) return [other('SELECT', relationsIn(node), head, numbers.length > 0 ? { numbers } : {})];
  const rows = locked.limitCount ? 'some' : rowsOf(locked.whereClause, undefined, reading);
  return [other('SELECT FOR UPDATE', relationsIn(node), head, { rows })];
}

/** `SELECT set_config('lock_timeout', '5s', true)` sets a parameter; undefined where the query does anything else. */
function settings(node: SelectStmt): readonly Operation[] | undefined {
  if (node.fromClause || !node.targetList) return undefined;
  const found: Operation[] = [];
  for (const target of node.targetList) {
    const call = 'ResTarget' in target && target.ResTarget.val;
    if (!call || !('FuncCall' in call) || strings(call.FuncCall.funcname).at(-1) !== 'set_config') return undefined;
    const [name, value, local] = (call.FuncCall.args ?? []).map((each) =>
      'A_Const' in each ? each.A_Const : undefined,
    );
    if (name?.sval?.sval === undefined || !value?.sval || !local?.boolval) return undefined;
    const isLocal = local.boolval.boolval === true;
    found.push({ kind: 'setParameter', name: name.sval.sval, value: value.sval.sval ?? '', local: isLocal });
  }
  return found;
}

/** The query that locks its rows, which may stand in the FROM of another. */
function lockedIn(node: SelectStmt): SelectStmt | undefined {
  if (node.lockingClause) return node;
  const inner = (node.fromClause ?? []).flatMap((each) => {
    const query = 'RangeSubselect' in each ? each.RangeSubselect.subquery : undefined;
    return query && 'SelectStmt' in query ? [query.SelectStmt] : [];
  });
  return inner.map(lockedIn).find((each) => each !== undefined);
}

/** `nextval('numbers')`, `setval(pg_get_serial_sequence('users', 'id'), 7)`: the sequence is named in a string. */
function sequencesIn(node: SelectStmt): NonNullable<Other['numbers']> {
  return [...objectsIn(node)].flatMap((each): NonNullable<Other['numbers']> => {
    const [name, [first]] = callIn(each);
    if (name !== 'nextval' && name !== 'setval') return [];
    const bare = first && 'TypeCast' in first ? first.TypeCast.arg : first;
    const written = textOf(bare);
    if (written !== undefined) return [nameIn(written)];
    const [owner, [table, column]] = bare ? callIn(bare) : ['', []];
    const [tableName, columnName] = [textOf(table), textOf(column)];
    if (owner !== 'pg_get_serial_sequence' || tableName === undefined || columnName === undefined) return [];
    return [{ table: nameIn(tableName), column: columnName }];
  });
}

function callIn(node: object): readonly [string, readonly Node[]] {
  if (!('FuncCall' in node) || typeof node.FuncCall !== 'object' || node.FuncCall === null) return ['', []];
  const call: FuncCall = node.FuncCall;
  return [strings(call.funcname).at(-1) ?? '', call.args ?? []];
}

function textOf(node: Node | undefined): string | undefined {
  return node && 'A_Const' in node ? node.A_Const.sval?.sval : undefined;
}

/** `public."Users"` as regclass reads it. */
function nameIn(text: string): Name {
  const parts = text.match(/"(?:[^"]|"")*"|[^."]+/g) ?? [];
  return listName(
    parts.map((part) => (part.startsWith('"') ? part.slice(1, -1).replaceAll('""', '"') : part.toLowerCase())),
  );
}

/** The writes of the `WITH` queries: each is run to its end, whether anybody reads its result or not. */
function inner(clause: WithClause | undefined, reading: Reading): readonly Mapped[] {
  return (clause?.ctes ?? []).flatMap((each) => {
    const query = 'CommonTableExpr' in each ? each.CommonTableExpr.ctequery : undefined;
    return query ? (mapData(query, reading) ?? []).filter(writes) : [];
  });
}

function writes({ operation }: Mapped): boolean {
  return /^(insert|update|delete)Rows$/.test(operation.kind);
}

/** A `VALUES` list, or a `SELECT` of constants: the rows are counted in the text. */
function listsItsRows(node: Node): boolean {
  if (!('SelectStmt' in node)) return false;
  const { valuesLists, fromClause, op, targetList } = node.SelectStmt;
  if (valuesLists) return true;
  return !fromClause && op === 'SETOP_NONE' && !callsFunction(targetList);
}

function assigned(targets: readonly Node[] | undefined): readonly string[] {
  return (targets ?? []).flatMap((each) => ('ResTarget' in each ? [each.ResTarget.name ?? ''] : []));
}

/** A condition that a program fills in, alone or in the place of an alias, may choose any rows. */
function rowsOf(where: Node | undefined, alias: string | undefined, reading: Reading): RowChoice {
  if (!where) return alias !== undefined && reading.holes.has(alias) ? 'unknown' : 'all';
  if ('ColumnRef' in where) {
    const [name, ...more] = strings(where.ColumnRef.fields);
    return more.length === 0 && name !== undefined && reading.holes.has(name) ? 'unknown' : 'some';
  }
  if ('A_Const' in where) return where.A_Const.boolval?.boolval === true ? 'all' : 'some';
  return alwaysTrue(where) ? 'all' : 'some';
}

/** `1 = 1`, written where a program wants some condition. */
function alwaysTrue(where: Node): boolean {
  if (!('A_Expr' in where)) return false;
  const { name, lexpr, rexpr } = where.A_Expr;
  const sides = [lexpr, rexpr].map((side) =>
    side && 'A_Const' in side ? JSON.stringify({ ...side.A_Const, location: 0 }) : '',
  );
  return strings(name).join() === '=' && sides[0] !== '' && sides[0] === sides[1];
}

/** A query may stand in parentheses. */
function firstWord(reading: Reading): Span {
  const at = reading.tokens.findIndex((token) => token.kind === 'word');
  return spanOf(reading, Math.max(0, at), Math.max(0, at) + 1);
}

/** The keywords before a relation: `DELETE FROM`, without `ONLY`. */
function headBefore(reading: Reading, location: number | undefined): Span {
  let to = reading.at(location);
  while (to > 0 && (reading.word(to - 1) === 'only' || reading.word(to - 1) === '')) to--;
  const verb = /^(into|from)$/.test(reading.word(to - 1)) ? to - 2 : to - 1;
  return spanOf(reading, Math.max(0, verb), to);
}
