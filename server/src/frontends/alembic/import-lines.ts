import { layOut, lineLength } from '../../python/layout.ts';
import type { Tree } from '../../python/parse.ts';
import { importsOf } from './imports.ts';
import type { Names, Used } from './names.ts';
import type { Style } from './style.ts';

/** `import sqlalchemy as sa`, `from sqlalchemy import Column, String`; `open` keeps a list one name a line. */
export function importLine(module: string, taken: readonly Used[], open = false): string {
  const [first] = taken;
  if (first?.name === undefined) {
    return first && first.local !== module ? `import ${module} as ${first.local}` : `import ${module}`;
  }
  const items = taken.map(({ name = '', local }) => (name === local ? name : `${name} as ${local}`));
  const line = `from ${module} import ${items.join(', ')}`;
  if (line.length <= lineLength && !open) return line;
  const group = { open: '(', items: items.map((each) => [each]), close: ')', commas: 'magic' } as const;
  return layOut([`from ${module} import `, group], { indent: '', unit: '    ' });
}

/**
 * Where an import belongs among the modules that a file imports already: one of Python's own before all others, one of Alembic
 * or SQLAlchemy sorted among its own kind, else behind everything.
 */
export function importPlace(module: string, modules: readonly string[]): number {
  if (isPythons(module)) return modules.findLastIndex(isPythons) + 1;
  const before = modules.findLastIndex((each) => isKin(each) && each <= module);
  if (before >= 0) return before + 1;
  const kin = modules.findIndex(isKin);
  return kin >= 0 ? kin : modules.length;
}

export function isKin(module: string): boolean {
  return /^(alembic|sqlalchemy)\b/.test(module);
}

/** What new files and fixes need of Python's own library. */
export function isPythons(module: string): boolean {
  return /^(__future__|typing|collections|datetime|logging|time|uuid)\b/.test(module);
}

interface Line {
  readonly module: string;
  readonly text: string;
  /** An empty line goes before it. */
  gap: boolean;
}

/** The imports of a new file: those of the file to follow that were used, in their order, and those that it lacks. */
export function importBlock(like: Tree | undefined, { names }: Style): string {
  const lines = like ? kept(like, names) : [];
  for (const [module, taken] of byModule(names.used().filter((each) => each.missing))) {
    if (lines.some((line) => line.module === module && taken[0]?.name !== undefined)) continue;
    const modules = lines.map((line) => line.module);
    const at = importPlace(module, modules);
    const behind = modules[at - 1];
    const next = lines[at];
    if (next) next.gap ||= isPythons(module) && !isPythons(next.module);
    lines.splice(at, 0, {
      module,
      text: importLine(module, taken),
      gap: behind !== undefined && isKin(behind) !== isKin(module),
    });
  }
  return lines.map((line, order) => (line.gap && order > 0 ? `\n${line.text}` : line.text)).join('\n');
}

export function byModule(used: readonly Used[]): ReadonlyMap<string, readonly Used[]> {
  const modules = new Map<string, Used[]>();
  for (const each of used) modules.set(each.module, [...(modules.get(each.module) ?? []), each]);
  return modules;
}

/** What was used of each import statement of the file to follow, and what else is needed of the same module. */
function kept(like: Tree, names: Names): Line[] {
  const used = names.used();
  const imports = importsOf(like);
  const lines: Line[] = [];
  let end = 0;
  let gap = false;
  for (const statement of new Set(imports.map((each) => each.statement))) {
    gap ||= /\n\s*\n/.test(like.text.slice(end, statement.start));
    end = statement.end;
    const here = imports.filter((each) => each.statement === statement);
    const module = here[0]?.module ?? '';
    const taken = here.filter(
      (each) =>
        module === '__future__' ||
        used.some((name) => !name.missing && name.module === module && name.local === each.local),
    );
    const more = used.filter(
      (name) => name.missing && name.module === module && here[0]?.name !== undefined && name.name !== undefined,
    );
    if (taken.length === 0 && more.length === 0) continue;
    lines.push({ module, text: importLine(module, [...taken, ...more]), gap });
    gap = false;
  }
  return lines;
}
