import { namesAfter } from '../../model/class-names.ts';
import type { Name } from '../../model/name.ts';
import { basesOf, hasColumns, hasFields, lineage, type MappedClass } from './classes.ts';

/** Whether the class is mapped to the table: it says so, or is only called after it. */
export function fitOf(each: MappedClass, table: Name, all: readonly MappedClass[]): 'said' | 'guessed' | undefined {
  const own = saidBy(each);
  if (own) return fits(own, table);
  if (isAbstract(each) || isOnlyShape(each)) return undefined;
  const line = lineage(each, all);
  // Without a table of its own it shares that of the mapped class that it inherits from.
  const above = line.slice(1).filter((base) => !handsOn(base, all));
  for (const base of above) {
    const said = saidBy(base);
    if (said) return fits(said, table);
  }
  return isCalledAfter(above.at(-1) ?? each, table) && line.some(hasFields) ? 'guessed' : undefined;
}

/** A mixin or an abstract class: its columns belong to the tables of those that inherit from it. */
export function handsOn(each: MappedClass, all: readonly MappedClass[]): boolean {
  return isAbstract(each) || (!hasTable(each) && (isMixin(each) || !lineage(each, all).some(isTableItself)));
}

function isTableItself(each: MappedClass): boolean {
  if (hasTable(each)) return true;
  // What is not of the sources may be a framework's base, under which a class is a table's.
  const isUnder = basesOf(each).some((name) => /^(?:\w*Base|\w*Model)$/.test(name) && name !== 'SQLModel');
  return isUnder && !isAbstract(each) && !isMixin(each);
}

function hasTable(each: MappedClass): boolean {
  return saidBy(each) !== undefined || /\btable\s*=\s*True/.test(each.bases);
}

function isMixin(each: MappedClass): boolean {
  const isRoot = /\bDeclarativeBase(?:NoMeta)?\b|\bMappedAsDataclass\b/.test(each.bases);
  return isRoot || isOnlyShape(each) || /Mixin|Abstract|^Base|Base$|^Has[A-Z]/.test(each.name);
}

function fits({ name, schema }: Said, table: Name): 'said' | undefined {
  const isThere = schema === undefined || table.schema === undefined || schema === table.schema;
  return name === table.name && isThere ? 'said' : undefined;
}

interface Said {
  /** Undefined where it is worked out while the program runs. */
  readonly name: string | undefined;
  readonly schema: string | undefined;
}

/** Undefined where the class says nothing of its table. */
export function saidBy(each: MappedClass): Said | undefined {
  const known = sayings.get(each) ?? { said: readSaid(each) };
  sayings.set(each, known);
  return known.said;
}

const sayings = new WeakMap<MappedClass, { readonly said: Said | undefined }>();

function readSaid({ body, source: { text } }: MappedClass): Said | undefined {
  // Words are found faster than patterns.
  if (!['__table', 'db_table', 'table_name'].some((word) => body.includes(word))) return undefined;
  const schema = /["']schema["']\s*:\s*["'](\w+)["']/.exec(body)?.[1];
  const said =
    /^[ \t]+(?:__tablename__(?:\s*:[^=\n]+)?|db_table|table_name)[ \t]*=[ \t]*(.*)/m.exec(body) ??
    /^[ \t]+def __tablename__\([^)]*\)[^:\n]*:\s*return[ \t]+(.*)/m.exec(body);
  if (said) return { name: literal(said[1] ?? '', text), schema };
  const own = /\b__table__\s*=\s*([\s\S]{0,80})/.exec(body);
  // The `Table(…)` speaks for itself.
  return own ? { name: undefined, schema } : undefined;
}

/** A string, or the name of one that the same file holds. */
function literal(written: string, text: string): string | undefined {
  const plain = /^\(?\s*["']([\w.$]+)["']/.exec(written)?.[1];
  if (plain !== undefined) return plain;
  const constant = /^(\w+)\s*$/.exec(written)?.[1];
  const parts = /^f["']([^"']+)["']\s*$/.exec(written)?.[1] ?? (constant === undefined ? undefined : `{${constant}}`);
  const filled = parts?.replace(/\{(\w+)\}/g, (whole, name: string) => stringNamed(name, text) ?? whole);
  return filled === undefined || /[{}]/.test(filled) ? undefined : filled;
}

function stringNamed(name: string, text: string): string | undefined {
  return new RegExp(`^${name}\\s*(?::[^=\\n]+)?=\\s*["']([\\w.$]+)["']`, 'm').exec(text)?.[1];
}

function isAbstract({ body }: MappedClass): boolean {
  return body.includes('abstract') && /^[ \t]+abstract[ \t]*=[ \t]*True|__abstract__[ \t]*=[ \t]*True/m.test(body);
}

/** What goes over the wire, or into forms. */
function isOnlyShape(each: MappedClass): boolean {
  const isShape = /\bSQLModel\b/.test(each.bases) && !/\btable\s*=\s*True/.test(each.bases);
  return isShape || (/\b\w*(?:Form|Schema|Serializer)\b/.test(each.bases) && !hasColumns(each));
}

function isCalledAfter({ name, bases, body, source: { path } }: MappedClass, table: Name): boolean {
  const lower = name.toLowerCase();
  // Django's table is called after the app and the class. https://docs.djangoproject.com/en/stable/ref/models/options/#table-names
  if (body.includes('models.') && /\bmodels\.\w+\(/.test(body)) {
    const label = /^[ \t]+app_label[ \t]*=[ \t]*["'](\w+)["']/m.exec(body)?.[1];
    const apps = label === undefined ? path.split(/[\\/]/).slice(0, -1) : [label];
    return apps.some((app) => table.name === `${app}_${lower}`);
  }
  if (bases.trim() === '' && !/^(?:ORM|DB)[A-Z]/.test(name)) return false;
  const bare = name.replace(/^(?:ORM|DB)(?=[A-Z])|(?:Model|ORM|Entity|Record|Table|DB)$/g, '');
  const forms = namesAfter(table.name);
  return [name, bare].some((each) => {
    const plain = each.toLowerCase();
    return plain !== '' && (forms.includes(each) || plain === table.name || `${plain}s` === table.name);
  });
}
