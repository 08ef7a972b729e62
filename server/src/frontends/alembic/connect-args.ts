import { familyOf } from '../../model/engine.ts';
import type { Target } from '../../model/frontend.ts';
import type { SetThere } from '../../model/script.ts';
import { type Doc, docOf, type Group, layOut } from '../../python/layout.ts';
import { child, type Node, named, parsePython, type Tree, textOf } from '../../python/parse.ts';
import { applyEdits, type Edit, type Source, type Span } from '../../text.ts';
import { withoutUnusedNames } from './drop-import.ts';
import { indentAt, lineStart, nextLine } from './place.ts';
import { readScript } from './script.ts';
import { type Style, styleOf, text } from './style.ts';

/**
 * The edits by which an `env.py` has each connection told by `connect_args` what it executes before `context.configure`. None where
 * that is more than setting parameters, where another file makes the engine, or where it is not known how its driver is told.
 * https://docs.sqlalchemy.org/en/20/core/engines.html#use-the-connect-args-dictionary-parameter
 */
export function connectEdits(source: Source, target: Target): readonly Edit[] {
  const { uncommitted } = readScript(source, target.engine);
  const tree = parsePython(source.text);
  if (!uncommitted?.engine || !uncommitted.sets || uncommitted.local || tree.firstError) return [];
  const { engine, sets } = uncommitted;
  const style = styleOf(tree);
  const told = toldBy(sets, tree, target, style);
  const given = told && withArgument(tree, engine, told, style);
  const gone = sets.map(({ span }) => withoutStatement(tree, span));
  if (!given || gone.some((each) => each === undefined)) return [];
  const edits = [given, ...gone.flatMap((each) => each ?? [])];
  const all = [...edits, ...withoutUnusedNames(tree, edits)].sort((a, b) => a.span.start - b.span.start);
  return parsePython(applyEdits(source.text, all)).firstError ? [] : all;
}

/** The entry of the dictionary, as the driver wants it. */
function toldBy(sets: readonly SetThere[], tree: Tree, { engine }: Target, style: Style): Doc | undefined {
  if (familyOf(engine) === 'sqlite') return undefined;
  if (familyOf(engine) === 'mysql') {
    const [only, second] = sets;
    // Each connection runs one statement: https://pymysql.readthedocs.io/en/latest/modules/connections.html
    return only && !second ? [`${text(style, 'init_command')}: ${text(style, only.sql)}`] : undefined;
  }
  if (/\bpg8000\b/.test(tree.text)) return undefined;
  if (/\basyncpg\b/.test(tree.text)) {
    const items = sets.map(({ name, value }): Doc => [`${text(style, name)}: ${text(style, value)}`]);
    return [`${text(style, 'server_settings')}: `, { open: '{', items, close: '}', commas: 'display' }];
  }
  if (/\basync_engine|create_async_engine\b/.test(tree.text)) return undefined;
  const options = sets.map(({ name, value }) => `-c ${name}=${value}`).join(' ');
  return [`${text(style, 'options')}: ${text(style, options)}`];
}

/** The call with `connect_args`, the last thing of its statement. */
function withArgument(tree: Tree, engine: Span, entry: Doc, style: Style): Edit | undefined {
  const path = pathTo(tree.root, engine);
  const call = path.at(-1);
  const statement = path[path.findLastIndex(({ type }) => type === 'block' || type === 'module') + 1];
  if (call?.type !== 'call' || !statement || statement.end !== call.end) return undefined;
  const given = child(call, 'arguments');
  const known = (given ? named(given) : []).some(
    (each) => each.type === 'dictionary_splat' || textOf(tree, each).startsWith('connect_args'),
  );
  const doc = docOf(tree, call);
  const last = doc?.at(-1);
  if (known || !doc || typeof last !== 'object' || !('items' in last)) return undefined;
  const value: Group = { open: '{', items: [entry], close: '}', commas: 'display' };
  const whole: Group = { ...last, items: [...last.items, ['connect_args=', value]] };
  const before = tree.text.slice(statement.start, call.start);
  const text = layOut([before, ...doc.slice(0, -1), whole], {
    indent: indentAt(tree, statement.start),
    unit: style.unit,
  });
  return before.includes('\n') ? undefined : { span: { start: statement.start, end: call.end }, text };
}

/** The lines of a statement that always runs, and is not the only one of its block. */
function withoutStatement(tree: Tree, call: Span): Edit | undefined {
  const path = pathTo(tree.root, call);
  const at = path.findLastIndex(({ type }) => type === 'block' || type === 'module');
  const [block, statement] = [path[at], path[at + 1]];
  const conditional = path.some(({ type }) => /^(if|for|while|try|match)_statement$/.test(type));
  if (conditional || !block || named(block).length < 2 || statement?.type !== 'expression_statement') return undefined;
  const whole = textOf(tree, statement).replace(/^await\s+/, '');
  if (whole !== textOf(tree, call)) return undefined;
  const span = { start: lineStart(tree, statement.start), end: nextLine(tree, statement.end) };
  return textOf(tree, span).trim() === textOf(tree, statement) ? { span, text: '' } : undefined;
}

function pathTo(root: Node, { start, end }: Span): readonly Node[] {
  const path: Node[] = [];
  for (let node: Node | undefined = root; node; ) {
    path.push(node);
    node = node.children.find((each) => each.start <= start && end <= each.end);
  }
  return path;
}
