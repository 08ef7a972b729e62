import { parsePython, type Tree } from '../../python/parse.ts';
import type { Source } from '../../text.ts';
import { isKin } from './import-lines.ts';
import { importsOf } from './imports.ts';
import type { Style } from './style.ts';

/**
 * A project's `script.py.mako` as Python, as far as it is that without being run: its holes are names, its own statements are gone.
 * Undefined where that is no Python. https://docs.makotemplates.org/en/latest/syntax.html
 */
export function skeletonTree(skeleton: Source | undefined): Tree | undefined {
  if (!skeleton) return undefined;
  const text = skeleton.text
    .replace(/\r\n?/g, '\n')
    .replace(/<%(doc|text)>[\s\S]*?<\/%\1>/g, '')
    .replace(/<%[\s\S]*?%>/g, '')
    .replace(/^[ \t]*(?:%(?!%)|##).*\n?/gm, '')
    .replace(/\$\{[^}]*\}/g, 'hole')
    .replace(/^hole[ \t]*\n/gm, '');
  const tree = parsePython(text);
  return tree.firstError ? undefined : tree;
}

/** What every file of the project imports, used or not: `import sqlmodel`. Alembic, SQLAlchemy and types only where they are used. */
export function takeImports(skeleton: Tree, { names }: Style): void {
  for (const each of importsOf(skeleton)) {
    if (isKin(each.module) || each.module === 'typing' || each.module === 'collections.abc' || each.name === '*')
      continue;
    if (!names.borrows(each.local)) names.take(each);
  }
}
