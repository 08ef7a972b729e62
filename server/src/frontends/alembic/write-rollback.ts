import type { Rollback } from '../../model/finding.ts';
import { child, type Node, named, type Tree, textOf } from '../../python/parse.ts';
import { code, statementsText } from '../../python/statement.ts';
import type { Edit } from '../../text.ts';
import { indentAt, nextLine } from './place.ts';
import type { File } from './plan-call.ts';
import { printCopied } from './print-copied.ts';
import { inBlocks, pass } from './print-planned.ts';
import { isForm } from './read-rollback.ts';
import { call, text } from './style.ts';

/** Writes the body of `downgrade()`, and the function where there is none; undefined where it does something already. */
export function rollbackEdits(
  { tree, style, engine }: File,
  { operations, refusal }: Rollback,
): readonly Edit[] | undefined {
  const printed = printCopied(operations, style, engine);
  if (!printed) return undefined;
  const refused =
    refusal === undefined ? [pass] : [code(...call('raise NotImplementedError', [[text(style, refusal)]]))];
  const statements = printed.length > 0 ? inBlocks(printed, style) : refused;
  const downgrade = functionOf(tree, 'downgrade');
  const body = downgrade && child(downgrade, 'body');
  if (!downgrade || !body) {
    const upgrade = functionOf(tree, 'upgrade');
    const made = `def downgrade(${style.parameters})${style.annotated ? ' -> None' : ''}:\n${statementsText(statements, style.unit, style.unit)}\n`;
    const offset = upgrade ? nextLine(tree, outermost(tree, upgrade).end) : tree.text.length;
    const lead = offset > 0 && tree.text[offset - 1] !== '\n' ? '\n' : '';
    return [{ span: { start: offset, end: offset }, text: `${lead}\n\n${made}` }];
  }
  const [first, ...others] = named(body).filter((each) => !isDocstring(each));
  if (others.length > 0 || (first && !isForm(tree, first))) return undefined;
  const colon = downgrade.children.findLast((each) => each.type === ':' && each.end <= body.start);
  const inline = colon && !tree.text.slice(colon.end, body.start).includes('\n');
  const indent = inline ? indentAt(tree, downgrade.start) + style.unit : indentAt(tree, body.start);
  const written = statementsText(statements, indent, style.unit);
  if (inline) return [{ span: { start: colon.end, end: body.end }, text: `\n${written}` }];
  if (first) return [{ span: { start: first.start, end: first.end }, text: written.slice(indent.length) }];
  const docstring = named(body).at(-1);
  return docstring && [{ span: { start: docstring.end, end: docstring.end }, text: `\n${written}` }];
}

function functionOf(tree: Tree, name: string): Node | undefined {
  return tree.root.children
    .map((each) => (each.type === 'decorated_definition' ? (child(each, 'definition') ?? each) : each))
    .find((each) => each.type === 'function_definition' && textOf(tree, child(each, 'name') ?? each) === name);
}

function outermost(tree: Tree, definition: Node): Node {
  return tree.root.children.find((each) => each.start <= definition.start && definition.end <= each.end) ?? definition;
}

function isDocstring(statement: Node): boolean {
  return statement.type === 'expression_statement' && statement.children[0]?.type === 'string';
}
