import type { MappedClass } from './classes.ts';

export interface Attribute {
  readonly name: string;
  /** `: Mapped[str]`; empty where nothing is said. */
  readonly type: string;
  /** What stands behind `=`. */
  readonly value: string;
  /** Where it stands in the body. */
  readonly at: number;
}

export function attributesOf(each: Pick<MappedClass, 'body'>): readonly Attribute[] {
  const indent = /^[ \t]+(?=\w)/m.exec(each.body)?.[0] ?? '    ';
  const attributes = [...each.body.matchAll(new RegExp(`^${indent}(\\w+)[ \\t]*(:[^=\\n]+)?(?:=|$)`, 'gm'))];
  return attributes.flatMap((match) => {
    const [, name = '', type = ''] = match;
    const value = untilNext(each.body.slice(match.index + match[0].length), indent);
    return [{ name, type, value, at: match.index + indent.length }];
  });
}

/** `@declared_attr` above a function that makes a column. */
export function declaredByFunctions(each: Pick<MappedClass, 'body'>): readonly Attribute[] {
  const functions = each.body.matchAll(
    /^([ \t]+)@(?:\w+\.)?declared_attr\b[^\n]*\n(?:[ \t]+@[^\n]*\n)*([ \t]+def[ \t]+)(\w+)\([^)]*\)[^:\n]*:/gm,
  );
  return [...functions].map((match) => {
    const [whole, indent = '', def = '', name = ''] = match;
    const at = match.index + whole.lastIndexOf(def + name) + def.length;
    return { name, type: '', value: untilNext(each.body.slice(match.index + whole.length), indent), at };
  });
}

function untilNext(text: string, indent: string): string {
  const next = text.search(new RegExp(`\\n${indent}(?=[\\w@])`));
  return next < 0 ? text : text.slice(0, next);
}

/** The column that an attribute of a mapped class stands for; undefined where it is none. */
export function columnOf(name: string, type: string, value: string, each: MappedClass): string | undefined {
  if (name.startsWith('__')) return undefined;
  const start = value.slice(0, 100);
  if (/\b(?:[Rr]elationship|association_proxy|synonym|composite|query_expression)\(/.test(start)) return undefined;
  const made = /\b(?:Column|mapped_column)\(([\s\S]*)/.exec(value.slice(0, 1000));
  if (made) return nameIn(made[1] ?? '') ?? name;
  if (/\bcolumn_property\(/.test(start)) return undefined;
  const field = isOfFields(each) ? /^\s*(?:\w+\.)*(\w+Field|ForeignKey)\(([\s\S]*)/.exec(value) : undefined;
  if (field) {
    const [, kind = '', given = ''] = field;
    if (kind === 'ManyToManyField') return undefined;
    const said = /\b(?:db_column|column_name)\s*=\s*["'](\w+)/.exec(given)?.[1];
    return said ?? (/^(ForeignKey|OneToOneField|ForeignKeyField)$/.test(kind) ? `${name}_id` : name);
  }
  if (/^:\s*(?:\w+\.)*Mapped\[\s*["']?(?:List|list|set|Set)\b/.test(type)) return undefined;
  const isField = isSqlModel(each) && type !== '' && !/\bClassVar\b/.test(type);
  return /^:\s*(?:\w+\.)*Mapped\[/.test(type) || isField ? name : undefined;
}

/** What the first string, or `name=`, says; deeper brackets are other calls. */
function nameIn(given: string): string | undefined {
  const first = /^\s*["'](\w+)["']/.exec(given)?.[1];
  if (first !== undefined) return first;
  let depth = 0;
  for (const { 0: part, 1: name, index } of given.matchAll(/[()[\]{}]|(?<![\w.])name\s*=\s*["'](\w+)["']/g)) {
    if (name !== undefined && depth === 0 && index >= 0) return name;
    depth += '([{'.includes(part) ? 1 : ')]}'.includes(part) ? -1 : 0;
    if (depth < 0) return undefined;
  }
  return undefined;
}

/** Django's, and what has learnt from it. */
function isOfFields({ bases, body }: MappedClass): boolean {
  return /\bmodels\.\w+\(/.test(body) || /^[ \t]+db_table\b/m.test(body) || /\b(?:\w*Model)\b/.test(bases);
}

function isSqlModel({ bases }: MappedClass): boolean {
  return /\btable\s*=\s*True/.test(bases) || /\bSQLModel\b/.test(bases);
}
