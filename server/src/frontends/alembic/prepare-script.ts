import type { Prepare } from '../../model/finding.ts';
import type { Target } from '../../model/frontend.ts';
import { setsKeys } from '../../model/key-enforcement.ts';
import { child, type Node, named, parsePython, type Tree, textOf } from '../../python/parse.ts';
import { quoted } from '../../python/quote.ts';
import { printSql } from '../../sql/print.ts';
import { applyEdits, type Edit, type Source, type Span } from '../../text.ts';
import { indentAt, lineStart } from './place.ts';
import { readScript } from './script.ts';
import { styleOf } from './style.ts';

/**
 * The edits by which an `env.py` does something before migrations run: what is to be committed, before `context.configure` takes the
 * connection; a statement, by `context.execute` right before `context.run_migrations()`, so that a script of SQL has it too. None
 * where there is no line of its own for it.
 */
export function prepareEdits(source: Source, { engine }: Target, prepared: readonly Prepare[]): readonly Edit[] {
  const script = readScript(source, engine);
  const tree = parsePython(source.text);
  if (tree.firstError) return [];
  const edits = prepared.map(({ operation }) => {
    if (operation.kind === 'controlTransaction')
      return operation.what === 'commit' && script.configures ? commitBefore(tree, script.configures) : undefined;
    const sql = printSql(operation, engine);
    if (sql === undefined || !script.runs || (setsKeys(operation) && beginsItself.test(source.text))) return undefined;
    return lineBefore(tree, script.runs, `context.execute(${quoted(sql, styleOf(tree).quote)})`);
  });
  const found = edits.flatMap((each) => each ?? []);
  const sound = found.length === edits.length && !parsePython(applyEdits(source.text, found)).firstError;
  return sound ? found : [];
}

/**
 * A listener that says BEGIN as soon as SQLAlchemy thinks so, as its manual advises: from then on the pragma does nothing.
 * https://docs.sqlalchemy.org/en/20/dialects/sqlite.html#serializable-isolation-savepoints-transactional-ddl
 */
const beginsItself = /["']begin["']/;

/** `connection.commit()`, by the name under which the connection is handed over. */
function commitBefore(tree: Tree, head: Span): Edit | undefined {
  const call = ancestors(tree.root, head).findLast((each) => each.type === 'call' && each.start === head.start);
  const given = call && child(call, 'arguments');
  const argument = (given ? named(given) : []).find(
    (each) => each.type === 'keyword_argument' && textOf(tree, child(each, 'name') ?? each) === 'connection',
  );
  const connection = argument && child(argument, 'value');
  return connection?.type === 'identifier' ? lineBefore(tree, head, `${textOf(tree, connection)}.commit()`) : undefined;
}

/** A line before the statement that holds the place, indented alike. */
function lineBefore(tree: Tree, place: Span, line: string): Edit | undefined {
  const path = ancestors(tree.root, place);
  const block = path.findLastIndex((each) => each.type === 'block' || each.type === 'module');
  const statement = path[block + 1];
  if (!statement || tree.text.slice(lineStart(tree, statement.start), statement.start).trim() !== '') return undefined;
  const eol = tree.text.includes('\r\n') ? '\r\n' : '\n';
  const text = `${line}${eol}${indentAt(tree, statement.start)}`;
  return { span: { start: statement.start, end: statement.start }, text };
}

/** The nodes around a place, the module first. */
function ancestors(root: Node, { start, end }: Span): readonly Node[] {
  const path: Node[] = [];
  for (let node: Node | undefined = root; node; ) {
    path.push(node);
    node = node.children.find((each) => each.start <= start && end <= each.end);
  }
  return path;
}
