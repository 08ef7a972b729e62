import type { Target } from '../../model/frontend.ts';
import type { Name } from '../../model/name.ts';
import type { Meaning, NameAt } from '../../model/name-at.ts';
import { type Bracket, type Place, type StringAt, stringAt } from '../../python/string-at.ts';
import { sqlNameAt } from '../../sql/name-at.ts';
import type { Source, Span } from '../../text.ts';
import { nameIn } from './arguments.ts';
import { argumentsFor, isDirective, type Kind, kindAt, lastName } from './named-arguments.ts';

/** What a string names at a place, by the tokens of the text alone: it is asked while somebody types. */
export function nameAt({ text }: Source, offset: number, { engine }: Target): NameAt | undefined {
  const string = stringAt(text, offset);
  if (!string) return undefined;
  const around = string.around.filter(({ bracket }) => !/^(f|conv|quoted_name)$/.test(lastName(bracket.callee)));
  const call = around.findIndex(({ bracket }) => bracket.callee !== '');
  const places = call < 0 ? [] : around.slice(call);
  const [place] = places;
  if (!place) return revisionAt(text, string, offset);
  const scene: Scene = { text, string, places, batch: batchOf(text, string, places) };
  if (call === 0 && isSql(place)) return inSql(scene, place, offset, engine);
  // No name goes over the end of a line.
  if (/[\r\n]/.test(text.slice(string.content.start, offset))) return undefined;
  const kind = kindAt(place, scene.batch !== undefined && isDirective(place.bracket));
  const meaning = kind && meaningOf(kind, place, scene);
  return meaning && { ...asWritten(scene, offset), ...meaning };
}

interface Scene {
  readonly text: string;
  readonly string: StringAt;
  /** The call that the string is an argument of, and those around it. */
  readonly places: readonly Place[];
  /** The table of the batch that the calls belong to. */
  readonly batch: Name | undefined;
}

function meaningOf(kind: Kind, place: Place, scene: Scene): Pick<NameAt, 'means' | 'makes'> | undefined {
  const { bracket } = scene.places.find((each) => isDirective(each.bracket)) ?? place;
  const table = tableOf(bracket, scene);
  const schema = textOf(bracket, ['schema', 'source_schema'], scene);
  const ofTable = table ? { table } : {};
  const column = (name: Name | undefined): Meaning => ({ what: 'column', tables: name ? [name] : [] });
  switch (kind) {
    case 'table':
      return { means: { what: 'table', schema } };
    case 'new table':
      return { means: { what: 'table', schema }, makes: true };
    case 'referent':
      return { means: { what: 'table', schema: textOf(bracket, ['referent_schema'], scene) } };
    case 'column':
      return { means: column(ofConstruct(scene) ?? table) };
    case 'new column':
      return { means: column(table), makes: true };
    case 'referent column':
      return { means: column(referentOf(bracket, scene)) };
    case 'index':
      return { means: { what: 'index', ...ofTable } };
    case 'constraint':
      return { means: { what: 'constraint', ...ofTable } };
    case 'new index':
      return { means: { what: 'index', ...ofTable }, makes: true };
    case 'new constraint':
      return { means: { what: 'constraint', ...ofTable }, makes: true };
    case 'target':
      return { means: { what: 'target' } };
  }
}

/** `sa.column("x")` stands in a table of its own. */
function ofConstruct(scene: Scene): Name | undefined {
  const own = scene.places.find(({ bracket }) => /^table$/i.test(lastName(bracket.callee)));
  return own && named(own.bracket, 'table', scene, false);
}

function tableOf(bracket: Bracket, scene: Scene): Name | undefined {
  if (scene.batch) return scene.batch;
  return named(bracket, 'table', scene, false) ?? named(bracket, 'new table', scene, false);
}

function referentOf(bracket: Bracket, scene: Scene): Name | undefined {
  const name = textOf(bracket, argumentsFor(bracket, 'referent', scene.batch !== undefined), scene);
  return name === undefined ? undefined : nameIn(textOf(bracket, ['referent_schema'], scene), name);
}

function named(bracket: Bracket, kind: Kind, scene: Scene, inBatch: boolean): Name | undefined {
  const name = textOf(bracket, argumentsFor(bracket, kind, inBatch), scene);
  return name === undefined ? undefined : nameIn(textOf(bracket, ['schema', 'source_schema'], scene), name);
}

/** The one string that is an argument. */
function textOf(bracket: Bracket, keys: readonly (string | number)[], { text }: Scene): string | undefined {
  const [span, second] = keys.flatMap((key) => bracket.strings.get(key) ?? []);
  return span && !second ? text.slice(span.start, span.end) : undefined;
}

/** Of `batch_op.drop_column(…)`: the table that the nearest `with … as batch_op:` above names. */
function batchOf(text: string, { statement }: StringAt, places: readonly Place[]): Name | undefined {
  const callee = places.find(({ bracket }) => isDirective(bracket))?.bracket.callee ?? '';
  const receiver = callee.slice(0, Math.max(0, callee.lastIndexOf('.')));
  if (!/^\w+$/.test(receiver)) return undefined;
  const opening = new RegExp(`\\bbatch_alter_table\\(([^:]*?)\\)\\s*as\\s+${receiver}\\s*[:,]`, 'g');
  const given = [...text.slice(0, statement).matchAll(opening)].at(-1)?.[1] ?? '';
  const name = /^\s*(?:table_name\s*=\s*)?(["'])([^"'\\\r\n]+)\1/.exec(given)?.[2];
  return name === undefined ? undefined : nameIn(/\bschema\s*=\s*(["'])([^"'\\\r\n]+)\1/.exec(given)?.[2], name);
}

/** An id in `down_revision`, or in what the docstring says of it. */
function revisionAt(text: string, string: StringAt, offset: number): NameAt | undefined {
  const head = /(revision|down_revision|depends_on|replaces)[ \t]*(?::[^=\r\n]*)?=/y;
  head.lastIndex = string.statement;
  const [, variable] = head.exec(text) ?? [];
  const scene = { text, string };
  if (variable !== undefined && string.quote.length === 1) {
    const makes = variable === 'revision' ? { makes: true as const } : {};
    return { ...asWritten(scene, offset), means: { what: 'revision' }, ...makes };
  }
  const start = text.lastIndexOf('\n', offset - 1) + 1;
  const line = /^\s*(Revises|Revision ID):[^\r\n]*/.exec(text.slice(start, start + 500))?.[0];
  const span = line !== undefined && string.quote.length === 3 ? wordAt(text, offset) : undefined;
  if (!span || span.start < start + (line ?? '').indexOf(':')) return undefined;
  return { span, text: text.slice(span.start, span.end), means: { what: 'revision' }, spell: (name) => name };
}

function isSql({ bracket: { callee }, argument }: Place): boolean {
  const isFirst = argument === 0 || argument === 'sqltext' || argument === 'text' || argument === 'statement';
  return isFirst && /^(execute|text|exec_driver_sql|DDL)$/.test(lastName(callee));
}

/** The SQL that the strings of the argument make together, at its offsets in the file. */
function inSql(
  scene: Scene,
  { bracket, argument }: Place,
  offset: number,
  engine: Target['engine'],
): NameAt | undefined {
  const spans = bracket.strings.get(argument) ?? [];
  const start = spans[0]?.start ?? 0;
  let sql = '';
  for (const span of spans) sql = sql.padEnd(span.start - start) + scene.text.slice(span.start, span.end);
  const found = sqlNameAt(sql, offset - start, engine);
  if (!found) return undefined;
  const span = { start: found.span.start + start, end: found.span.end + start };
  return { ...found, span, spell: (name) => escaped(found.spell(name), scene.string) };
}

function asWritten(
  { text, string }: Pick<Scene, 'text' | 'string'>,
  offset: number,
): Pick<NameAt, 'span' | 'text' | 'spell'> {
  const whole = text.slice(string.content.start, string.content.end);
  // A quote that is not closed yet is closed by the next one of the line.
  const isOne = string.closed && !/[,()=\r\n]/.test(whole);
  const span = isOne ? string.content : { start: string.content.start, end: wordAt(text, offset)?.end ?? offset };
  return { span, text: text.slice(span.start, span.end), spell: (name) => escaped(name, string) };
}

function wordAt(text: string, offset: number): Span | undefined {
  const before = /[\w-]*$/.exec(text.slice(Math.max(0, offset - 200), offset))?.[0].length ?? 0;
  const behind = /^[\w-]*/.exec(text.slice(offset, offset + 200))?.[0].length ?? 0;
  return before + behind === 0 ? undefined : { start: offset - before, end: offset + behind };
}

function escaped(name: string, { quote, prefix }: StringAt): string {
  if (/r/i.test(prefix)) return name;
  return name.replaceAll('\\', '\\\\').replaceAll(quote, `\\${quote}`);
}
