import { child, type Node, type Tree, textOf } from '../../python/parse.ts';
import type { Edit, Span } from '../../text.ts';
import { type AuthorCall, addArgument, argument, givenValue, removeArgument } from './author-call.ts';
import { indentAt, lineStart } from './place.ts';
import type { Style } from './style.ts';

/** The table that a batch is about, in the author's words. */
export interface Batch {
  readonly table: string;
  readonly schema: string | undefined;
}

export function batchTable(tree: Tree, batch: AuthorCall): Batch | undefined {
  const table = argument(batch, 'table_name', 0);
  const schema = argument(batch, 'schema', 1);
  return table && { table: textOf(tree, givenValue(table)), schema: schema && textOf(tree, givenValue(schema)) };
}

/**
 * The edits that make `batch_op.create_index("ix", …)` into `op.create_index("ix", "t", …)`; undefined where the call
 * needs its batch for more than that.
 */
export function outsideBatch(tree: Tree, call: AuthorCall, batch: Batch, style: Style): readonly Edit[] | undefined {
  const place = tablePlaces.get(call.method);
  const callee = child(call.node, 'function');
  const batch_op = callee && child(callee, 'object');
  if (!place || !batch_op) return undefined;
  const receiver = textOf(tree, batch_op);
  if (!/^\w+$/.test(receiver)) return undefined;
  const named = namings(tree, call.list, receiver);
  const uses = textOf(tree, call.list).split(new RegExp(`\\b${receiver}\\b`)).length - 1;
  if (uses > named.length) return undefined;
  const method: Edit = { span: { start: callee.start, end: callee.end }, text: style.names.op(call.method) };
  const before = call.positional[place.at - 1];
  const first = call.positional[0];
  const edits: Edit[] = [method, ...named.map((span): Edit => ({ span, text: style.names.op('f') }))];
  if (place.at > 0 && before) {
    const line = lineStart(tree, before.start);
    const alone = tree.text.slice(line, before.start).trim() === '' && line > 0;
    const lead = alone ? `,\n${indentAt(tree, before.start)}` : ', ';
    edits.push({ span: { start: before.end, end: before.end }, text: lead + batch.table });
  } else if (place.at === 0 && first) {
    edits.push({ span: { start: first.start, end: first.start }, text: `${batch.table}, ` });
  } else edits.push(...addArgument(tree, call.list, `${place.keyword}=${batch.table}`));
  if (batch.schema !== undefined && batch.schema !== 'None') {
    const [schema] = addArgument(tree, call.list, `${place.schema ?? 'schema'}=${batch.schema}`);
    if (schema) edits.push(schema);
  }
  return edits;
}

/** `with op.batch_alter_table("t") as batch_op:`, for the table of `op.create_index("ix", "t", …)`. */
export function batchHeader(tree: Tree, call: AuthorCall, style: Style): string | undefined {
  const given = tableArguments(call);
  if (!given) return undefined;
  const schema = given.schema && `schema=${textOf(tree, givenValue(given.schema))}`;
  const arguments_ = [textOf(tree, givenValue(given.table)), ...(schema === undefined ? [] : [schema])].join(', ');
  return `with ${style.names.op('batch_alter_table')}(${arguments_}) as batch_op:`;
}

/** The way back of `outsideBatch`. */
export function insideBatch(tree: Tree, call: AuthorCall, receiver = 'batch_op'): readonly Edit[] | undefined {
  const callee = child(call.node, 'function');
  const given = tableArguments(call);
  if (!callee || !given) return undefined;
  const removed = [given.table, ...(given.schema ? [given.schema] : [])];
  return [
    { span: { start: callee.start, end: callee.end }, text: `${receiver}.${call.method}` },
    ...removed.map((each) => removeArgument(tree, call.list, each)),
  ];
}

/** What says which table a call outside of a batch is about. */
function tableArguments(call: AuthorCall): { readonly table: Node; readonly schema: Node | undefined } | undefined {
  const place = tablePlaces.get(call.method);
  const table = place && argument(call, place.keyword, place.at);
  return table && { table, schema: call.keywords.get(place.schema ?? 'schema') };
}

/** Where the arguments say `batch_op.f("…")`: a name that no naming convention changes. */
function namings(tree: Tree, node: Node, receiver: string): readonly Span[] {
  if (node.type === 'attribute' && textOf(tree, node) === `${receiver}.f`)
    return [{ start: node.start, end: node.end }];
  return node.children.flatMap((each) => namings(tree, each, receiver));
}

interface TablePlace {
  /** How many positional arguments stand before the table; where there are fewer, `keyword` names it. */
  readonly at: number;
  readonly keyword: string;
  readonly schema?: string;
}

/** https://alembic.sqlalchemy.org/en/latest/ops.html#alembic.operations.BatchOperations */
const tablePlaces: ReadonlyMap<string, TablePlace> = new Map([
  ['add_column', { at: 0, keyword: 'table_name' }],
  ['alter_column', { at: 0, keyword: 'table_name' }],
  ['drop_column', { at: 0, keyword: 'table_name' }],
  ['create_index', { at: 1, keyword: 'table_name' }],
  ['drop_index', { at: 1, keyword: 'table_name' }],
  ['create_check_constraint', { at: 1, keyword: 'table_name' }],
  ['create_foreign_key', { at: 1, keyword: 'source_table', schema: 'source_schema' }],
  ['create_primary_key', { at: 1, keyword: 'table_name' }],
  ['create_unique_constraint', { at: 1, keyword: 'table_name' }],
  ['create_exclude_constraint', { at: 1, keyword: 'table_name' }],
  ['drop_constraint', { at: 1, keyword: 'table_name' }],
]);
