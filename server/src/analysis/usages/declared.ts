import type { Name } from '../../model/name.ts';
import type { Source, Span } from '../../text.ts';
import { attributesOf, columnOf, declaredByFunctions } from './attributes.ts';
import { allClassesOf, codeOf, lineage, type MappedClass } from './classes.ts';
import { fitOf, handsOn } from './table-of.ts';

/** A place of a file. */
export interface Placed {
  readonly source: Source;
  readonly span: Span;
}

/** Where mapped classes of SQLAlchemy, SQLModel or Django, or a `Table(…)`, declare the table, or the column of it. */
export function declarations(sources: readonly Source[], table: Name, column?: string): readonly Placed[] {
  const all = allClassesOf(sources);
  const ofClasses = mappedTo(table, all).flatMap((each) =>
    column === undefined ? [nameOf(each)] : columnsOf(each, all).flatMap((own) => (own.name === column ? own.at : [])),
  );
  const ofTables = sources.flatMap((source) => inTables(source, table, column).map((span) => ({ source, span })));
  return distinct([...ofClasses, ...ofTables]);
}

/** The classes whose table it is: those that say so, or else those that are called after it. */
export function mappedTo(table: Name, all: readonly MappedClass[]): readonly MappedClass[] {
  const fitting = all.map((each) => ({ each, fit: fitOf(each, table, all) }));
  const said = fitting.filter(({ fit }) => fit === 'said');
  return (said.length > 0 ? said : fitting.filter(({ fit }) => fit === 'guessed')).map(({ each }) => each);
}

/** Where foreign keys of mapped classes and tables name the table, or the column of it. */
export function references(sources: readonly Source[], table: Name, column?: string): readonly Placed[] {
  const keys =
    /\b(?:ForeignKey\(|foreign_key\s*=|ForeignKeyConstraint\()\s*(?:\[[^\]]*\]\s*,\s*\[\s*)?["']([\w$.]+)["']/g;
  return sources.flatMap((source) => {
    if (!source.text.includes(table.name) || !/\bForeignKey|\bforeign_key\b/.test(source.text)) return [];
    return [...codeOf(source).matchAll(keys)].flatMap((match) => {
      const [whole, named = ''] = match;
      const [last, relation, schema] = named.split('.').reverse();
      const isOther = schema !== undefined && table.schema !== undefined && schema !== table.schema;
      if (relation !== table.name || isOther || (column !== undefined && column !== last)) return [];
      const start = match.index + whole.length - 1 - named.length;
      return [{ source, span: { start, end: start + named.length } }];
    });
  });
}

interface Column {
  readonly name: string | undefined;
  readonly at: Placed;
}

/** Its own, and those of mixins and abstract classes that it does not declare anew. */
function columnsOf(each: MappedClass, all: readonly MappedClass[]): readonly Column[] {
  const seen = new Set<string>();
  const line = lineage(each, all).filter((base) => base === each || handsOn(base, all));
  return line.flatMap((base) => {
    const own = [...attributesOf(base), ...declaredByFunctions(base)].filter(({ name }) => !seen.has(name));
    for (const { name } of own) seen.add(name);
    return own.map(({ name, type, value, at }) => {
      const start = base.bodyAt + at;
      return {
        name: columnOf(name, type, value, each),
        at: { source: base.source, span: { start, end: start + name.length } },
      };
    });
  });
}

function nameOf({ source, name, nameAt }: MappedClass): Placed {
  return { source, span: { start: nameAt, end: nameAt + name.length } };
}

/** `Table("users", metadata, Column("email", …))` */
function inTables(source: Source, table: Name, column: string | undefined): readonly Span[] {
  if (!source.text.includes(table.name) || !/\b[Tt]able\(/.test(source.text)) return [];
  const text = codeOf(source);
  return [...text.matchAll(/(?<![\w.]op\.)\b[Tt]able\(\s*(?:name\s*=\s*)?["']([\w$]+)["']/g)].flatMap((match) => {
    if (match[1] !== table.name) return [];
    const open = match.index + 'Table'.length;
    const given = bracketed(text, open);
    const schema = /\bschema\s*=\s*["'](\w+)["']/.exec(given)?.[1];
    if (!/\b[Cc]olumn\(/.test(given) || (schema !== undefined && schema !== (table.schema ?? schema))) return [];
    if (column === undefined) return [{ start: match.index, end: match.index + match[0].length }];
    const place = new RegExp(`\\b[Cc]olumn\\(\\s*(?:name\\s*=\\s*)?["']${escaped(column)}["']`).exec(given);
    const start = open + (place?.index ?? 0);
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

function distinct(places: readonly Placed[]): readonly Placed[] {
  return places.filter(
    (each, at) =>
      places.findIndex(({ source, span }) => source === each.source && span.start === each.span.start) === at,
  );
}

function escaped(name: string): string {
  return name.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
}
