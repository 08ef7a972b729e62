import type { ColumnType } from '../../model/column.ts';
import type { Rewrite } from '../../model/finding.ts';
import { type Doc, docOf, layOut } from '../../python/layout.ts';
import { child, type Node, parsePython, type Tree, textOf } from '../../python/parse.ts';
import { applyEdits, type Edit, type Source } from '../../text.ts';
import { identifiersIn, withoutNames } from './drop-import.ts';
import { importEdits } from './import-edits.ts';
import { importsOf } from './imports.ts';
import { indentAt, nextLine } from './place.ts';
import { plainUses } from './plain-table.ts';
import { printType } from './print-type.ts';
import { call, type Style, styleOf, text } from './style.ts';
import { asWritten } from './written.ts';

type Inline = Extract<Rewrite, { readonly kind: 'inline' }>;

/** The edits that put `users = sa.table("users", sa.column("plan", sa.String()))` in the place of an imported class. */
export function inlineEdits(source: Source, { model, table, columns }: Inline): readonly Edit[] {
  const tree = parsePython(source.text);
  const style = styleOf(tree);
  const imports = importsOf(tree);
  const imported = imports.find(
    ({ statement, name }) => statement.start === model.imported.start && name === model.name,
  );
  const uses = imported && !tree.firstError ? plainUses(tree, imported.local) : undefined;
  const variable = freeName(table.name, tree);
  const place = placeFor(tree);
  const made = columns.map(({ name, type }) => columnDoc(name, typeDoc(type, style), style));
  if (!uses || !variable || place === undefined || made.includes(undefined)) return [];
  const schema = table.schema === undefined ? [] : [[`schema=${text(style, table.schema)}`]];
  const printed = call(style.names.sa('table'), [[text(style, table.name)], ...made, ...schema]);
  const taken = identifiersIn(tree).map(({ word }) => word);
  if (style.names.used().some(({ missing, name, local }) => missing && name !== undefined && taken.includes(local)))
    return [];
  const definition = layOut([`${variable} = `, ...printed], { indent: '', unit: style.unit });
  const said = uses.places.map(({ span, as }): Edit => ({ span, text: as === 'table' ? variable : `${variable}.c` }));
  const gone = withoutNames(tree, imports, new Set([imported].filter((each) => each !== undefined)));
  if (gone.length !== 1) return [];
  const placed = { span: { start: place, end: place }, text: `\n${definition}\n` };
  const all = [...gone, placed, ...laidOut(tree, said, style), ...importEdits(tree, style)];
  const edits = all.sort((a, b) => a.span.start - b.span.start || a.span.end - b.span.end);
  const isClear = edits.every((each, at) => at === 0 || (edits[at - 1]?.span.end ?? 0) <= each.span.start);
  return isClear && !parsePython(applyEdits(source.text, edits)).firstError ? edits : [];
}

/** Whether it takes texts or objects is in the author's words only. */
function typeDoc(type: ColumnType, style: Style): Doc | undefined {
  return type.name === 'uuid' ? asWritten(type.written, style.names) : printType(type, style);
}

function columnDoc(name: string, type: Doc | undefined, style: Style): Doc | undefined {
  return type && call(style.names.sa('column'), [[text(style, name)], type]);
}

/** `users`, or `users_table` where something is called that; undefined where Python takes neither. */
function freeName(table: string, tree: Tree): string | undefined {
  const taken = new Set(identifiersIn(tree).map(({ word }) => word));
  const imported = new Set(importsOf(tree).map(({ local }) => local));
  return [table, `${table}_table`].find(
    (each) => /^[A-Za-z_]\w*$/.test(each) && !keywords.has(each) && !taken.has(each) && !imported.has(each),
  );
}

const keywords = new Set(
  'False None True and as assert async await break class continue def del elif else except finally for from global if import in is lambda nonlocal not or pass raise return try while with yield op sa'.split(
    ' ',
  ),
);

/** Behind the statements before the first function: imports and the revision's ids. */
function placeFor(tree: Tree): number | undefined {
  const statements = tree.root.children.filter((each) => each.type !== 'comment');
  const first = statements.findIndex(({ type }) => /_definition$|^(if|for|while|with|try)_statement$/.test(type));
  const last = statements[first - 1];
  if (!last || statements.slice(first).some(({ type }) => type.startsWith('import_'))) return undefined;
  return nextLine(tree, last.end);
}

/** Statements that were laid out as Black does it still are; others keep their lines. */
function laidOut(tree: Tree, edits: readonly Edit[], { unit }: Style): readonly Edit[] {
  const placed = edits.map((edit) => ({ edit, statement: statementAt(tree.root, edit.span.start) }));
  return [...new Set(placed.map(({ statement }) => statement))].flatMap((statement) => {
    const own = placed.flatMap((each) => (each.statement === statement ? [each.edit] : []));
    if (!statement) return own;
    const indent = indentAt(tree, statement.start);
    const written = textOf(tree, statement);
    const moved = own.map((each) => ({ ...each, span: shifted(each.span, -statement.start) }));
    const now = applyEdits(written, moved);
    const parsed = parsePython(now);
    const [before, after] = [simpleDoc(tree, statement), simpleDoc(parsed, parsed.root.children[0])];
    const place = { indent, unit };
    if (!before || !after || parsed.root.children.length !== 1 || layOut(before, place) !== written) return own;
    return [{ span: { start: statement.start, end: statement.end }, text: layOut(after, place) }];
  });
}

function shifted({ start, end }: Edit['span'], by: number): Edit['span'] {
  return { start: start + by, end: end + by };
}

/** The innermost statement that stands on lines of its own. */
function statementAt(root: Node, offset: number): Node | undefined {
  let found: Node | undefined;
  for (let node: Node | undefined = root; node; ) {
    const inner: Node | undefined = node.children.find((each) => each.start <= offset && offset < each.end);
    if (inner && (node.type === 'block' || node.type === 'module')) found = inner;
    node = inner;
  }
  return found;
}

/** `call(…)`, `name = call(…)`, `return call(…)` */
function simpleDoc(tree: Tree, statement: Node | undefined): Doc | undefined {
  const inner = statement?.children.filter(({ type }) => type !== 'return')[0];
  if (!statement || !inner || !/^(expression|return)_statement$/.test(statement.type)) return undefined;
  if (inner.type !== 'assignment') {
    const doc = docOf(tree, inner);
    return doc && (statement.type === 'return_statement' ? ['return ', ...doc] : doc);
  }
  const [left, right] = [child(inner, 'left'), child(inner, 'right')];
  const doc = right && docOf(tree, right);
  return left && doc && !child(inner, 'type') ? [`${textOf(tree, left)} = `, ...doc] : undefined;
}
