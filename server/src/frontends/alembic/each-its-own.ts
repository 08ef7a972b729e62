import { docOf, layOut } from '../../python/layout.ts';
import { child, type Node, named, parsePython, type Tree, textOf } from '../../python/parse.ts';
import { applyEdits, type Edit, type Source } from '../../text.ts';
import { indentAt } from './place.ts';
import { styleOf } from './style.ts';

/** How Alembic is told to commit after each migration, as the end of a sentence. */
export const eachItsOwn = 'have env.py pass transaction_per_migration=True to context.configure()';

/**
 * The edits by which an `env.py` says so wherever it hands something to Alembic.
 * https://alembic.sqlalchemy.org/en/latest/api/runtime.html#alembic.runtime.environment.EnvironmentContext.configure.params.transaction_per_migration
 */
export function giveEachItsOwn(source: Source): readonly Edit[] {
  const tree = parsePython(source.text);
  if (tree.firstError) return [];
  const edits = statementsIn(tree.root).flatMap((statement) => edited(tree, statement) ?? []);
  return parsePython(applyEdits(source.text, edits)).firstError ? [] : edits;
}

function edited(tree: Tree, statement: Node): Edit | undefined {
  const call = statement.children[0];
  if (call?.type !== 'call' || textOf(tree, child(call, 'function') ?? call) !== 'context.configure') return undefined;
  const given = child(call, 'arguments');
  const says = (given ? named(given) : []).some(
    (each) => each.type === 'dictionary_splat' || textOf(tree, each).startsWith('transaction_per_migration'),
  );
  const doc = docOf(tree, call);
  const last = doc?.at(-1);
  if (says || !doc || typeof last !== 'object' || !('items' in last)) return undefined;
  const whole = { ...last, items: [...last.items, ['transaction_per_migration=True']] };
  const text = layOut([...doc.slice(0, -1), whole], {
    indent: indentAt(tree, statement.start),
    unit: styleOf(tree).unit,
  });
  return { span: { start: call.start, end: call.end }, text };
}

function statementsIn(node: Node): readonly Node[] {
  return node.type === 'expression_statement' ? [node] : node.children.flatMap(statementsIn);
}
