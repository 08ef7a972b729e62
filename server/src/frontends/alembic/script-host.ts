import type { EngineName } from '../../model/engine.ts';
import type { Environment } from '../../model/frontend.ts';
import type { Script } from '../../model/script.ts';
import { apply } from '../../python/functions.ts';
import { type Tree, textOf } from '../../python/parse.ts';
import type { Host, Run } from '../../python/run.ts';
import { type Call, type FunctionValue, type Reference, truthValue, type Value } from '../../python/values.ts';
import type { Span } from '../../text.ts';
import { knownText, someText, truthArgument } from './arguments.ts';
import { conventionOf, metadataPath } from './convention.ts';
import { dialectName } from './dialect.ts';
import { isContext } from './handles.ts';
import { type Sessions, sessionsOf } from './sessions.ts';
import { sqlTextIn } from './statements.ts';
import { type Told, toldByOptions, toldBySql, toldByUrl } from './told.ts';

/** What an online run of an `env.py` comes to, followed from its first statement on. */
export interface Follower extends Host {
  /** The function is called for each new connection. */
  listen(called: FunctionValue, run: Run): void;
  configured(): boolean;
  found(): Omit<Script, 'path' | 'errors'>;
}

interface State {
  readonly sessions: Sessions;
  /** To which connection, where it was one alone. */
  readonly told: ToldThere[];
  says: Partial<Environment>;
  metadata: string | undefined;
  runs: Script['runs'];
  configures: Script['configures'];
  configured: boolean;
  /** The convention of the metadata is put there by an assignment. */
  assigned: boolean;
  /** A function is followed that is called for each new connection. */
  listening: boolean;
}

interface ToldThere {
  readonly name: string;
  readonly value: string;
  readonly at: Span;
  readonly to: unknown;
  /** As a connection hears it: what it is made with, what listeners say to a new one, what is executed. */
  readonly turn: 0 | 1 | 2;
}

export function follower(tree: Tree, engine: EngineName | undefined): Follower {
  const state: State = {
    sessions: sessionsOf(tree),
    told: [],
    ...{
      says: {},
      metadata: undefined,
      runs: undefined,
      configures: undefined,
      configured: false,
      assigned: false,
      listening: false,
    },
  };
  return {
    call: (call, run) => carryOut(call, run, state),
    discarded: () => undefined,
    attribute: (reference) => (engine ? nameOfDialect(reference, engine) : undefined),
    stored: (target) => {
      if (target.kind === 'reference' && target.name === 'naming_convention') state.assigned = true;
    },
    enter: (value) => state.sessions.enter(value),
    gaveUp: () => undefined,
    listen: (called, run) => listen(called, run, state),
    configured: () => state.configured,
    found: () => ({
      says: {
        ...state.says,
        ...(state.sessions.autocommit() && { autocommit: true }),
        ...parametersOf(state),
        ...(state.assigned && { namingConvention: 'unread' as const }),
      },
      toldAt: new Map(toldTo(state).map(({ name, at }) => [name, at])),
      metadata: state.metadata,
      runs: state.runs,
      configures: state.configures,
      uncommitted: state.runs && state.sessions.uncommitted(),
    }),
  };
}

function carryOut(call: Call, run: Run, state: State): Value | undefined {
  if (isContext(call.of)) return ofContext(call, run, state);
  if (call.name === 'listen' && call.path.endsWith('event.listen')) {
    const [, event, called] = call.positional;
    if (called?.kind === 'function' && /connect$/.test(knownText(event) ?? '')) listen(called, run, state);
    return undefined;
  }
  if (
    call.name.endsWith('create_engine') ||
    call.name.endsWith('create_async_engine') ||
    call.name.endsWith('engine_from_config')
  ) {
    tell(toldByEngine(call), call.head, state, run, 0);
    return undefined;
  }
  if (call.name === 'set_main_option') tell(toldByUrl(someText(call.positional[1]) ?? ''), call.head, state, run, 0);
  if (executes.has(call.name)) tell(toldBySql(executedText(call) ?? ''), call.head, state, run, 2, call.of);
  if (state.listening) return undefined;
  return state.sessions.call(call, run, executedText(call));
}

const executes = new Set(['execute', 'exec_driver_sql', 'scalar', 'exec']);

function ofContext(call: Call, run: Run, state: State): Value | undefined {
  switch (call.name) {
    case 'is_offline_mode':
      return truthValue(call.span, false);
    case 'configure':
      configure(call, state);
      state.sessions.configure(call.keywords.get('connection') ?? call.positional[0]);
      return undefined;
    case 'run_migrations':
      state.runs ??= call.head;
      return undefined;
    case 'get_bind':
      return state.sessions.configured();
    case 'execute':
      tell(toldBySql(executedText(call) ?? ''), call.head, state, run, 2);
      if (/^\s*COMMIT\b/i.test(executedText(call) ?? '')) state.sessions.doubt();
      return undefined;
    default:
      return call.name === '' ? state.sessions.call(call, run, undefined) : undefined;
  }
}

function configure(call: Call, state: State): void {
  state.configured = true;
  state.configures = call.head;
  const [transactionPerMigration, renderAsBatch] = [
    truthArgument(call, 'transaction_per_migration'),
    truthArgument(call, 'render_as_batch'),
  ];
  const metadata = call.keywords.get('target_metadata');
  const namingConvention = metadata ? conventionOf(metadata) : call.open ? 'unread' : undefined;
  state.metadata = metadata && namingConvention === 'unread' ? metadataPath(metadata) : undefined;
  state.says = {
    ...state.says,
    ...(transactionPerMigration !== undefined && { transactionPerMigration }),
    ...(renderAsBatch !== undefined && { renderAsBatch }),
    ...(namingConvention !== undefined && { namingConvention }),
  };
}

function listen(called: FunctionValue, run: Run, state: State): void {
  state.listening = true;
  apply(run, called, { positional: [], keywords: new Map(), open: false }, called.span);
  state.listening = false;
}

/**
 * What is told once migrations run comes too late for them, and so does what stands behind the `yield` of a function that is a
 * block around them.
 */
function tell(told: readonly Told[], at: Span, state: State, run: Run, executed: 0 | 2, of?: Value): void {
  if (state.runs !== undefined && !state.listening) return;
  const around = run.stack.some(({ called }) => /\byield\b/.test(textOf(run.tree, called.node)));
  const turn = state.listening ? 1 : executed;
  for (const [name, value] of told) {
    if (around && state.told.some((each) => each.name === name)) continue;
    state.told.push({ name, value, at, to: state.sessions.key(of), turn });
  }
}

/** To all connections, or to the one that migrations use. */
function toldTo({ told, sessions }: State): State['told'] {
  const connection = sessions.key(sessions.configured());
  return told.filter(({ to }) => to === undefined || to === connection).sort((a, b) => a.turn - b.turn);
}

function parametersOf(state: State): Pick<Environment, 'parameters'> {
  const own = toldTo(state);
  return own.length > 0 ? { parameters: new Map(own.map(({ name, value }) => [name, value])) } : {};
}

/**
 * https://docs.sqlalchemy.org/en/20/core/engines.html#use-the-connect-args-dictionary-parameter
 * https://magicstack.github.io/asyncpg/current/api/index.html#asyncpg.connection.connect
 */
function toldByEngine(call: Call): readonly Told[] {
  const url = someText(call.positional[0] ?? call.keywords.get('url'));
  const given = call.keywords.get('connect_args');
  const entries = given?.kind === 'dictionary' ? given.entries : [];
  return [
    ...(url === undefined ? [] : toldByUrl(url)),
    ...entries.flatMap(({ key, value }): readonly Told[] => {
      const name = knownText(key);
      if (name === 'options') return toldByOptions(someText(value) ?? '');
      if (name === 'init_command') return toldBySql(someText(value) ?? '');
      if (name !== 'server_settings' || value.kind !== 'dictionary') return [];
      return value.entries.flatMap((each): readonly Told[] => {
        const parameter = knownText(each.key);
        return parameter === undefined ? [] : [[parameter.toLowerCase(), someText(each.value) ?? '{…}']];
      });
    }),
  ];
}

function executedText(call: Call): string | undefined {
  const given = call.positional[0] ?? call.keywords.get('statement') ?? call.keywords.get('sql');
  return given && someText(sqlTextIn(given));
}

function nameOfDialect({ of, name, span }: Reference, engine: EngineName): Value | undefined {
  const isName = name === 'name' && of?.kind === 'reference' && of.name === 'dialect';
  return isName ? dialectName(engine, span) : undefined;
}
