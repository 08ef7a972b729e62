import { type EngineName, familyOf } from '../../model/engine.ts';
import type { Phase, Planned } from '../../model/finding.ts';
import type { Environment, NewFile } from '../../model/frontend.ts';
import type { Operation } from '../../model/operation.ts';
import { filled, type Unfilled } from '../../model/template.ts';
import { quotingOf } from '../../sql/quoting.ts';
import type { Source } from '../../text.ts';
import { ended } from './ended.ts';
import { loaderOf } from './loader.ts';
import { type Naming, namingOf, pathOf } from './naming.ts';
import { type NewFileStyle, styleOf } from './new-file.ts';
import { refusesTransaction } from './opt-out.ts';
import { plainly } from './plainly.ts';
import { printPlanned } from './print-planned.ts';
import { markers } from './rollback.ts';

/** The files of a migration in the naming of `file.like`: one, or one for each direction, and the tool's own note. */
export function printSqlMigration(
  file: NewFile,
  environment: Environment,
  template: Source,
): readonly Source[] | Unfilled {
  const { phase, like, engine } = file;
  const style = styleOf(like, engine);
  const naming = newNaming(file, environment, style);
  const ways = waysOf(file, style);
  const [up, down] = [body(phase.up, ways.up, style), body(phase.down, ways.down, style)];
  const { scheme } = naming;
  const render = (path: string, values: Readonly<Record<string, unknown>>): Source | Unfilled => {
    const text = filled(template, { ...absent, ...values });
    if (typeof text !== 'string') return text;
    return { path, text: style.eol === '\n' ? text : text.replace(/\r?\n/g, style.eol) };
  };
  const line = (way: Way) => (way === 'outside' ? style.optOut?.line : undefined);
  const suffix = (way: Way) => (way === 'outside' ? (style.optOut?.suffix ?? '') : '');
  const header = { title: oneLine(phase.title), before: phase.before.map(oneLine) };
  const mode = (way: Way) => (way === 'outside' ? style.optOut?.mode : undefined);
  const direction = naming.direction === 'down' ? 'up' : naming.direction;
  const path = pathOf({ ...naming, direction, mode: mode(ways.up) });
  if (scheme.sections) {
    const [upLine, downLine] = [upMarkers[scheme.id], markers[scheme.id]];
    const values = {
      ...header,
      first_line: line(ways.up),
      up_line: upLine === undefined ? undefined : upLine + suffix(ways.up),
      up,
      down_line: downLine === undefined ? undefined : downLine + suffix(ways.down),
      down,
      nothing: down === '',
    };
    return allOrNone([render(path, values)]);
  }
  const files = [render(path, { ...header, first_line: line(ways.up), up })];
  const goesBack = hasWayBack(file, naming);
  if (goesBack)
    files.push(
      render(pathOf({ ...naming, direction: 'down', mode: mode(ways.down) }), {
        first_line: line(ways.down),
        down,
        nothing: down === '',
      }),
    );
  const beside = [noteFor(file, naming, style, ways.up), loaderOf(naming, goesBack)];
  return allOrNone([...files, ...beside.filter((each) => each !== undefined)]);
}

/** What the files of these phases would hold as `plainly` says it. */
export function confined(phases: readonly Phase[], like: Source | undefined, engine: EngineName): readonly Operation[] {
  const style = styleOf(like, engine);
  return phases.flatMap((phase) => {
    const held = waysOf({ phase, engine }, style).up === 'inside';
    return held ? phase.up.map(({ operation }) => operation).filter(refusesTransaction) : [];
  });
}

/** All that a template can name. */
const absent: Readonly<Record<string, unknown>> = {
  title: undefined,
  before: undefined,
  first_line: undefined,
  up_line: undefined,
  up: undefined,
  down_line: undefined,
  down: undefined,
  nothing: undefined,
};

function allOrNone(made: readonly (Source | Unfilled)[]): readonly Source[] | Unfilled {
  return made.find((each) => 'problem' in each) ?? made.flatMap((each) => ('problem' in each ? [] : each));
}

/** `inside` a transaction, where everything waits; `outside` of one by the tool's opt-out; `free`: there is none. */
type Way = 'inside' | 'outside' | 'free';

/** A file that opts out does so for both directions, unless each has a line of its own. */
function waysOf(
  { phase, engine }: Pick<NewFile, 'phase' | 'engine'>,
  { optOut, naming }: NewFileStyle,
): { readonly up: Way; readonly down: Way } {
  if (familyOf(engine) !== 'postgresql') return { up: 'free', down: 'free' };
  const refuses = (planned: readonly Planned[]) => planned.some(({ operation }) => refusesTransaction(operation));
  const may = (planned: readonly Planned[]) => optOut !== undefined && (!optOut.alone || planned.length === 1);
  const free = naming.scheme.scope(engine, ['', ''], naming) === 'statement';
  const way = (planned: readonly Planned[]): Way =>
    free ? 'free' : refuses(planned) && may(planned) ? 'outside' : 'inside';
  const up = way(phase.up);
  const own = optOut?.suffix !== undefined || optOut?.alone === true;
  const separate = own && optOut?.note === undefined && optOut?.mode === undefined;
  const down = way(phase.down) === 'outside' && !separate && up !== 'outside' ? 'inside' : way(phase.down);
  return { up, down };
}

function body(planned: readonly Planned[], way: Way, style: NewFileStyle): string {
  const statements = planned.flatMap((each) => {
    const plain = way === 'inside' ? plainly(each, style.engine) : each;
    const printed = printPlanned(plain, style) ?? [byHand(each, style.engine)];
    return printed.map((statement) => ended(statement, style.naming, style.engine));
  });
  return statements.join('\n\n');
}

/** What cannot be printed stops the migration when it runs, so that nothing is left out in silence. */
function byHand({ operation }: Planned, engine: EngineName): string {
  const what = operation.kind === 'opaque' ? operation.why : `there are no words for this ${operation.kind}`;
  const message = quotingOf(engine).constant(`Write this statement by hand: ${what}`);
  switch (familyOf(engine)) {
    case 'postgresql':
      return `DO $by_hand$ BEGIN RAISE EXCEPTION USING MESSAGE = ${message}; END $by_hand$`;
    case 'mysql':
      return `SIGNAL SQLSTATE '45000' SET MESSAGE_TEXT = ${message}`;
    case 'sqlite':
      return `SELECT write_this_by_hand(${message})`;
  }
}

function newNaming({ phase, id, like }: NewFile, environment: Environment, { naming }: NewFileStyle): Naming {
  const folder = like === undefined ? (environment.folders[0] ?? '.') : naming.folder;
  const dashed = /-/.test(naming.description) && !/_/.test(naming.description);
  const words = (phase.title.match(/[\p{L}\p{N}]+/gu) ?? []).map((each) => each.toLowerCase());
  const description = words
    .join(dashed ? '-' : '_')
    .slice(0, 80)
    .replace(/[-_]+$/, '');
  const separator = naming.separator === '' ? '_' : naming.separator;
  return { ...naming, folder: folder.replaceAll('\\', '/'), version: id, separator, description, mode: undefined };
}

/** Every migration has one where the tool expects it and a long history does not go without; elsewhere as the others do. */
function hasWayBack({ siblings = [] }: NewFile, { scheme, direction }: Naming): boolean {
  if (scheme.wayBack === 'never') return false;
  if (scheme.wayBack === 'expected' && (direction === 'both' || siblings.length < 10)) return direction !== 'both';
  return siblings.some(({ path, text }) => {
    const other = namingOf(path, text);
    return other.scheme.id === scheme.id && other.direction === 'down';
  });
}

function noteFor({ phase }: NewFile, naming: Naming, { optOut }: NewFileStyle, way: Way): Source | undefined {
  const path = naming.scheme.noteBeside?.(pathOf(naming));
  if (way !== 'outside' || optOut?.note === undefined || path === undefined) return undefined;
  const seen = phase.up.every(({ operation }) => refusesTransaction(operation) && operation.kind !== 'backfill');
  return naming.scheme.id === 'flyway' && seen ? undefined : { path, text: optOut.note };
}

function oneLine(text: string): string {
  return text.replace(/\s+/g, ' ').trim();
}

/** The line that begins the way forward, as each tool writes it. */
const upMarkers: Readonly<Record<string, string | undefined>> = {
  dbmate: '-- migrate:up',
  goose: '-- +goose Up',
  'sql-migrate': '-- +migrate Up',
  'node-pg-migrate': '-- Up Migration',
  play: '-- !Ups',
};
