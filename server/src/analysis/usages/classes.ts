import type { Source } from '../../text.ts';

/** A class that has, or may hand on, columns. */
export interface MappedClass {
  readonly source: Source;
  readonly name: string;
  readonly nameAt: number;
  /** What stands in the brackets behind its name. */
  readonly bases: string;
  /** Without comments and long strings. */
  readonly body: string;
  readonly bodyAt: number;
}

/** The mapped classes and mixins of a file of Python; read once as long as the file stays as it is. */
export function classesOf(source: Source): readonly MappedClass[] {
  const known =
    read.get(source) ??
    (isClass.test(source.text) && mayHold.test(source.text) ? classesIn(codeOf(source), source) : []);
  read.set(source, known);
  return known;
}

const read = new WeakMap<Source, readonly MappedClass[]>();

/** Those of several files; the same list as long as it is asked for with the same one. */
export function allClassesOf(sources: readonly Source[]): readonly MappedClass[] {
  const known = ofAll.get(sources) ?? sources.flatMap(classesOf);
  ofAll.set(sources, known);
  return known;
}

const ofAll = new WeakMap<readonly Source[], readonly MappedClass[]>();
const isClass = /^[ \t]*class[ \t]/m;
const mayHold = /Column|Mapped|Field|Model|Base|Mixin|__table/;

/** A file of Python with blanks in the place of comments and of long strings; empty for any other. */
export function codeOf(source: Source): string {
  const known = codes.get(source) ?? (source.path.endsWith('.py') ? withoutComments(source.text) : '');
  codes.set(source, known);
  return known;
}

const codes = new WeakMap<Source, string>();

function withoutComments(text: string): string {
  return text.replace(/#[^\n]*|"""[\s\S]*?"""|'''[\s\S]*?'''|"(?:\\.|[^"\\\n])*"|'(?:\\.|[^'\\\n])*'/g, (part) =>
    /^(?:#|"""|''')/.test(part) ? part.replace(/[^\n]/g, ' ') : part,
  );
}

function classesIn(text: string, source: Source): readonly MappedClass[] {
  const found: MappedClass[] = [];
  for (const match of text.matchAll(/^([ \t]*)class[ \t]+(\w+)[ \t]*(?:\(((?:[^()]|\([^()]*\))*)\))?[ \t]*:/gm)) {
    const [whole, indent = '', name = '', bases = ''] = match;
    const bodyAt = match.index + whole.length;
    const end = text.slice(bodyAt).search(new RegExp(`\\n${indent}(?=[^\\s#)\\]}])(?!["'])`));
    const body = end < 0 ? text.slice(bodyAt) : text.slice(bodyAt, bodyAt + end);
    const nameAt = match.index + whole.indexOf(name, indent.length + 'class'.length);
    const each = { source, name, nameAt, bases, body, bodyAt };
    if (bases !== '' || hasFields(each)) found.push(each);
  }
  return found;
}

/** Whether it says itself that it is mapped, or what of it is. */
export function hasColumns({ bases, body }: MappedClass): boolean {
  return (marks.some((word) => body.includes(word)) && mapped.test(body)) || /\btable\s*=\s*True/.test(bases);
}

/** The same, or fields such as Django's. */
export function hasFields(each: MappedClass): boolean {
  return (
    hasColumns(each) || (each.body.includes('Field(') && /^[ \t]+\w+[ \t]*=[ \t]*(?:\w+\.)*\w+Field\(/m.test(each.body))
  );
}

/** Words are found faster than patterns. */
const marks = ['Column', 'Mapped', 'mapped_column', 'models.', '__table', 'db_table'];
const mapped = /\b(?:Column|mapped_column|Mapped|models\.\w+)\s*[([]|^[ \t]+(?:__tablename__|__table__|db_table)\b/m;

/** The names of the classes that it rests on, without modules. */
export function basesOf({ bases }: Pick<MappedClass, 'bases'>): readonly string[] {
  const plain = bases.replace(/\([^()]*\)|\[[^[\]]*\]/g, '');
  return plain.split(',').flatMap((each) => /^\s*(?:\w+\.)*(\w+)\s*$/.exec(each)?.[1] ?? []);
}

/**
 * The class with all that it inherits from, itself first, as far as the sources have it: of several of a name the one in
 * its own file. Whose name is somebody else's may be anything.
 */
export function lineage(each: MappedClass, all: readonly MappedClass[]): readonly MappedClass[] {
  const known = lines.get(all) ?? new Map<MappedClass, readonly MappedClass[]>();
  lines.set(all, known);
  const line = known.get(each) ?? lineOf(each, all);
  known.set(each, line);
  return line;
}

const lines = new WeakMap<readonly MappedClass[], Map<MappedClass, readonly MappedClass[]>>();

function lineOf(each: MappedClass, all: readonly MappedClass[]): readonly MappedClass[] {
  const line = [each];
  for (const at of line) {
    for (const name of basesOf(at)) {
      const base = baseOf(name, at, all);
      if (base && !line.includes(base)) line.push(base);
    }
  }
  return line;
}

function baseOf(name: string, { source }: MappedClass, all: readonly MappedClass[]): MappedClass | undefined {
  const named = byName(all).get(name) ?? [];
  const near = named.filter((each) => each.source === source);
  const [only, second] = near.length > 0 ? near : named;
  return second ? undefined : only;
}

function byName(all: readonly MappedClass[]): ReadonlyMap<string, readonly MappedClass[]> {
  const known = indexes.get(all);
  if (known) return known;
  const made = new Map<string, MappedClass[]>();
  for (const each of all) {
    const named = made.get(each.name);
    if (named) named.push(each);
    else made.set(each.name, [each]);
  }
  indexes.set(all, made);
  return made;
}

const indexes = new WeakMap<readonly MappedClass[], ReadonlyMap<string, readonly MappedClass[]>>();
