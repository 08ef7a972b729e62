import { namesAfter } from '../model/class-names.ts';
import type { Name } from '../model/name.ts';
import type { Source, Span } from '../text.ts';

/** Where mapped classes of SQLAlchemy, SQLModel or Django, or a `Table(…)`, declare the table, or the column of it. */
export function declarations({ path, text: written }: Source, table: Name, column?: string): readonly Span[] {
  if (!path.endsWith('.py')) return [];
  const text = codeOf(written);
  const ofClasses = classesIn(text).flatMap((each) => (isOf(each, table) ? inClass(each, column) : []));
  return [...ofClasses, ...inTables(text, table, column)];
}

/** With blanks in the place of comments and of long strings. */
export function codeOf(text: string): string {
  return text.replace(/#[^\n]*|"""[\s\S]*?"""|'''[\s\S]*?'''|"(?:\\.|[^"\\\n])*"|'(?:\\.|[^'\\\n])*'/g, (part) =>
    /^(?:#|"""|''')/.test(part) ? part.replace(/[^\n]/g, ' ') : part,
  );
}

export interface MappedClass {
  readonly name: string;
  readonly nameAt: number;
  /** What stands in the brackets behind its name. */
  readonly bases: string;
  readonly body: string;
  readonly bodyAt: number;
}

export function classesIn(text: string): readonly MappedClass[] {
  const found: MappedClass[] = [];
  for (const match of text.matchAll(/^([ \t]*)class[ \t]+(\w+)[ \t]*(?:\(([^)]*)\))?[ \t]*:/gm)) {
    const [whole, indent = '', name = '', bases = ''] = match;
    const bodyAt = match.index + whole.length;
    const end = text.slice(bodyAt).search(new RegExp(`\\n${indent}(?=[^\\s#)\\]}])(?!["'])`));
    const body = end < 0 ? text.slice(bodyAt) : text.slice(bodyAt, bodyAt + end);
    const nameAt = match.index + whole.indexOf(name, indent.length + 'class'.length);
    if (mapped.test(body) || /\btable\s*=\s*True/.test(bases)) found.push({ name, nameAt, bases, body, bodyAt });
  }
  return found;
}

const mapped = /\b(?:Column|mapped_column|Mapped|models\.\w+)\s*[([]/;

function isOf({ name, bases, body }: MappedClass, table: Name): boolean {
  const said = /^[ \t]+(?:__tablename__(?:\s*:[^=\n]+)?|db_table)[ \t]*=[ \t]*(.*)/m.exec(body);
  if (said) return /^["']([\w.$]+)["']/.exec(said[1] ?? '')?.[1] === table.name;
  const own = /\b__table__\s*=\s*(?:\w+\.)*Table\(\s*["']([^"']+)/.exec(body);
  if (own) return own[1] === table.name;
  if (bases.trim() === '' || /^[ \t]+abstract[ \t]*=[ \t]*True|__abstract__[ \t]*=[ \t]*True/m.test(body)) return false;
  // Django's table is called after the app and the class; other tools', after the class alone.
  if (/\bmodels\.\w+\(/.test(body)) return table.name.endsWith(`_${name.toLowerCase()}`);
  return namesAfter(table.name).includes(name) || (/\btable\s*=/.test(bases) && name.toLowerCase() === table.name);
}

function inClass(each: MappedClass, column: string | undefined): readonly Span[] {
  if (column === undefined) return [{ start: each.nameAt, end: each.nameAt + each.name.length }];
  return attributesOf(each).flatMap(({ name, type, value, at }) => {
    if (columnOf(name, type, value, each) !== column) return [];
    const start = each.bodyAt + at;
    return [{ start, end: start + name.length }];
  });
}

export interface Attribute {
  readonly name: string;
  /** `: Mapped[str]`; empty where nothing is said. */
  readonly type: string;
  /** What stands behind `=`. */
  readonly value: string;
  /** Where it stands in the body. */
  readonly at: number;
}

export function attributesOf(each: MappedClass): readonly Attribute[] {
  const indent = /^[ \t]+(?=\w)/m.exec(each.body)?.[0] ?? '    ';
  const attributes = [...each.body.matchAll(new RegExp(`^${indent}(\\w+)[ \\t]*(:[^=\\n]+)?(?:=|$)`, 'gm'))];
  return attributes.flatMap((match) => {
    const [, name = '', type = ''] = match;
    const behind = each.body.slice(match.index + match[0].length);
    const next = behind.search(new RegExp(`\\n${indent}(?=[\\w@])`));
    const value = next < 0 ? behind : behind.slice(0, next);
    return [{ name, type, value, at: match.index + indent.length }];
  });
}

/** The column that an attribute of a mapped class stands for; undefined where it is none. */
export function columnOf(name: string, type: string, value: string, { bases }: MappedClass): string | undefined {
  const made = /\b(?:Column|mapped_column)\(\s*(?:["'](\w+)["'])?/.exec(value.slice(0, 300));
  if (made) return made[1] ?? name;
  const django = /^\s*models\.(\w+)\(([\s\S]*)/.exec(value);
  if (django) {
    const [, field = '', given = ''] = django;
    if (field === 'ManyToManyField') return undefined;
    return (
      /\bdb_column\s*=\s*["'](\w+)/.exec(given)?.[1] ??
      (/^(ForeignKey|OneToOneField)$/.test(field) ? `${name}_id` : name)
    );
  }
  if (/\brelationship\(|association_proxy\(|synonym\(/.test(value.slice(0, 100))) return undefined;
  if (/^:\s*(?:\w+\.)*Mapped\[\s*["']?(?:List|list|set|Set)\b/.test(type)) return undefined;
  const isField =
    /\btable\s*=\s*True/.test(bases) && type !== '' && !/\bRelationship\(|ClassVar/.test(type + value.slice(0, 100));
  return /^:\s*(?:\w+\.)*Mapped\[/.test(type) || isField ? name : undefined;
}

/** `Table("users", metadata, Column("email", …))` */
function inTables(text: string, table: Name, column: string | undefined): readonly Span[] {
  return [...text.matchAll(/\bTable\(\s*["']([\w$]+)["']/g)].flatMap((match) => {
    if (match[1] !== table.name || /__table__\s*=\s*(?:\w+\.)*$/.test(text.slice(0, match.index))) return [];
    const given = bracketed(text, match.index + 'Table'.length);
    if (!/\bColumn\(/.test(given)) return [];
    if (column === undefined) return [{ start: match.index, end: match.index + match[0].length }];
    const place = new RegExp(`\\bColumn\\(\\s*["']${escaped(column)}["']`).exec(given);
    const start = match.index + 'Table'.length + (place?.index ?? 0);
    return place ? [{ start, end: start + place[0].length }] : [];
  });
}

/** From an open bracket to the one that closes it. */
function bracketed(text: string, open: number): string {
  let depth = 0;
  for (let at = open; at < text.length; at++) {
    if (text[at] === '(') depth++;
    else if (text[at] === ')' && --depth === 0) return text.slice(open, at);
  }
  return text.slice(open);
}

function escaped(name: string): string {
  return name.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
}
