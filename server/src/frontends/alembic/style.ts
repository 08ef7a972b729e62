import type { ConstraintKind } from '../../model/constraint.ts';
import type { Environment } from '../../model/frontend.ts';
import type { Doc } from '../../python/layout.ts';
import { child, type Node, type Tree, textOf } from '../../python/parse.ts';
import { type Quote, quoted } from '../../python/quote.ts';
import { finalNames, type IsFinal } from './final-names.ts';
import { importsOf } from './imports.ts';
import { type Names, namesOf } from './names.ts';

/** How the author of a file writes, as far as printing follows it. */
export interface Style {
  readonly quote: Quote;
  /** One level of indentation. */
  readonly unit: string;
  readonly eol: '\n' | '\r\n';
  /** Functions say `-> None`. */
  readonly annotated: boolean;
  /** What the project's `env.py` hands to `upgrade` and `downgrade`: `op, tables` of `def upgrade(op, tables)`. */
  readonly parameters: string;
  readonly names: Names;
  readonly isFinal: IsFinal;
}

/** A new one for every text that is printed: its `names` remember what the text needs. */
export function styleOf(tree: Tree, convention?: Environment['namingConvention']): Style {
  const functions = tree.root.children.filter((each) => each.type === 'function_definition');
  const upgrade = functions.find((each) => textOf(tree, child(each, 'name') ?? each) === 'upgrade');
  return {
    quote: majority(tree),
    unit: unitOf(tree, upgrade ?? functions[0]),
    eol: tree.text.includes('\r\n') ? '\r\n' : '\n',
    annotated: upgrade !== undefined && child(upgrade, 'return_type') !== undefined,
    parameters: upgrade ? parametersText(tree, upgrade) : '',
    names: namesOf(importsOf(tree), upgrade ? parametersOf(tree, upgrade) : []),
    isFinal: finalNames(convention, tree.text),
  };
}

/** What Alembic's own script template and Black write. */
export function usualStyle(convention?: Environment['namingConvention']): Style {
  const isFinal = finalNames(convention, '');
  return { quote: '"', unit: '    ', eol: '\n', annotated: true, parameters: '', names: namesOf([]), isFinal };
}

export function text(style: Style, value: string): string {
  return quoted(value, style.quote);
}

export function list(style: Style, values: readonly string[]): Doc {
  return values.length === 0
    ? ['[]']
    : [{ open: '[', items: values.map((each) => [text(style, each)]), close: ']', commas: 'display' }];
}

export function call(name: string, items: readonly (Doc | undefined)[]): Doc {
  const given = items.filter((item) => item !== undefined);
  return given.length === 0 ? [`${name}()`] : [name, { open: '(', items: given, close: ')', commas: 'arguments' }];
}

/** `name=value`; nothing where there is no value. */
export function keyword(name: string, value: Doc | undefined): Doc | undefined {
  return value && [`${name}=`, ...value];
}

export function textKeyword(style: Style, name: string, value: string | undefined): Doc | undefined {
  return value === undefined ? undefined : [`${name}=${text(style, value)}`];
}

/** The name of a constraint, as no convention changes it. */
export function constraintName(style: Style, kind: ConstraintKind | undefined, name: string): Doc {
  return style.isFinal(kind, name) ? call(style.names.op('f'), [[text(style, name)]]) : [text(style, name)];
}

export function flag(name: string, value: boolean | undefined): Doc | undefined {
  return value ? [`${name}=True`] : undefined;
}

function majority(tree: Tree): Quote {
  let single = 0;
  let double = 0;
  const visit = (node: Node): void => {
    if (node.type === 'string_start') {
      const start = textOf(tree, node);
      if (/^\w*'$/.test(start)) single++;
      else if (/^\w*"$/.test(start)) double++;
    }
    node.children.forEach(visit);
  };
  visit(tree.root);
  return single > double ? "'" : '"';
}

/** The indentation of the first function's body that stands on lines of its own. */
function unitOf(tree: Tree, definition: Node | undefined): string {
  const first = definition && child(definition, 'body')?.children[0];
  if (!first) return '    ';
  const before = tree.text.slice(tree.text.lastIndexOf('\n', first.start - 1) + 1, first.start);
  return /^[ \t]+$/.test(before) ? before : '    ';
}

function parametersOf(tree: Tree, definition: Node): readonly string[] {
  const parameters = child(definition, 'parameters');
  return (parameters?.children ?? [])
    .filter((each) => each.named)
    .map((each) => textOf(tree, each).match(/^\w+/)?.[0] ?? '');
}

function parametersText(tree: Tree, definition: Node): string {
  const parameters = child(definition, 'parameters');
  const text = parameters ? textOf(tree, parameters).slice(1, -1) : '';
  return text.replace(/#.*$/gm, '').replace(/\s+/g, ' ').trim().replace(/,$/, '');
}
