import type { Node, Tree } from '../../python/parse.ts';
import type { Edit } from '../../text.ts';
import { byModule, importLine, importPlace, isKin, isPythons } from './import-lines.ts';
import { type Import, importsOf } from './imports.ts';
import type { Used } from './names.ts';
import { nextLine } from './place.ts';
import type { Style } from './style.ts';

/** The edits that import what was printed and is not imported so far. */
export function importEdits(tree: Tree, { names }: Style): readonly Edit[] {
  const imports = importsOf(tree);
  const missing = byModule(names.used().filter((each) => each.missing));
  const inserted: (ImportPlace & { readonly module: string; readonly line: string })[] = [];
  const edits: Edit[] = [];
  for (const [module, taken] of missing) {
    const longer = taken[0]?.name === undefined ? undefined : extended(imports, module, taken);
    if (longer) edits.push(longer);
    else inserted.push({ module, line: importLine(module, taken), ...place(tree, imports, module) });
  }
  inserted.sort((a, b) => (a.module < b.module ? -1 : 1));
  inserted.forEach(({ offset, line, gap, gapBehind }, order) => {
    const first = inserted.findIndex((each) => each.offset === offset) === order;
    const last = inserted.findLastIndex((each) => each.offset === offset) === order;
    const lead = offset > 0 && tree.text[offset - 1] !== '\n' && first ? '\n' : '';
    edits.push({
      span: { start: offset, end: offset },
      text: `${lead}${gap && first ? '\n' : ''}${line}\n${gapBehind && last ? '\n' : ''}`,
    });
  });
  return edits;
}

/** `from module import a` with more names, sorted where they were. */
function extended(imports: readonly Import[], module: string, taken: readonly Used[]): Edit | undefined {
  const statement = imports.find(
    (each) => each.module === module && each.name !== undefined && each.name !== '*',
  )?.statement;
  if (!statement || statement.children.some((each) => each.type === 'comment')) return undefined;
  const here: readonly Used[] = imports.filter((each) => each.statement === statement);
  const order = (a: Used, b: Used): number => ((a.name ?? '') < (b.name ?? '') ? -1 : 1);
  const sorted = here.every((each, at) => at === 0 || order(here[at - 1] ?? each, each) < 0);
  const all = sorted ? [...here, ...taken].sort(order) : [...here, ...taken];
  const [comma, close] = statement.children.slice(-2);
  const open = comma?.type === ',' && close?.type === ')';
  return { span: { start: statement.start, end: statement.end }, text: importLine(module, all, open) };
}

interface ImportPlace {
  readonly offset: number;
  /** Empty lines before and behind it. */
  readonly gap: boolean;
  readonly gapBehind?: boolean;
}

function place(tree: Tree, imports: readonly Import[], module: string): ImportPlace {
  const statements = [...new Set(imports.map((each) => each.statement))];
  const modules = statements.map((each) => imports.find(({ statement }) => statement === each)?.module ?? '');
  const at = importPlace(module, modules);
  const behind = statements[at - 1];
  const before = statements[at];
  if (behind) return { offset: nextLine(tree, behind.end), gap: !isKin(modules[at - 1] ?? '') };
  if (before) return { offset: before.start, gap: false, gapBehind: isPythons(module) };
  const docstring = tree.root.children.find((each) => each.type !== 'comment');
  const hasDocstring = docstring !== undefined && isString(docstring);
  return { offset: hasDocstring ? nextLine(tree, docstring.end) : 0, gap: hasDocstring };
}

function isString(statement: Node): boolean {
  return statement.type === 'expression_statement' && statement.children[0]?.type === 'string';
}
