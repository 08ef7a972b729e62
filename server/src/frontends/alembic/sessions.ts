import type { Script, SetThere, Uncommitted } from '../../model/script.ts';
import { apply } from '../../python/functions.ts';
import { type Tree, textOf } from '../../python/parse.ts';
import type { Run } from '../../python/run.ts';
import type { Call, Value } from '../../python/values.ts';
import type { Span } from '../../text.ts';
import { knownText } from './arguments.ts';
import { isAutocommit } from './handles.ts';

/** The connections of an `env.py`, and the transactions that its calls leave open on them. */
export interface Sessions {
  /** A call of a connection, or one that is given a connection. */
  call(call: Call, run: Run, sql: string | undefined): Value | undefined;
  enter(value: Value): (() => void) | undefined;
  /** `context.configure(connection=…)`: from here on the tool counts an open transaction for somebody else's. */
  configure(connection: Value | undefined): void;
  configured(): Value | undefined;
  /** The same for each name of one connection; undefined for what is none that is known. */
  key(value: Value | undefined): unknown;
  /** Nobody can tell any more what is committed. */
  doubt(): void;
  autocommit(): boolean;
  uncommitted(): Script['uncommitted'];
}

interface Session {
  readonly value: Value;
  autocommit: boolean;
  doubtful: boolean;
  /** `begun`: by a call that says so, whose end is the author's own affair. */
  open: Uncommitted | 'begun' | undefined;
  /** What was open when the tool was told to use the connection. */
  taken: Uncommitted | undefined;
}

interface State {
  readonly tree: Tree;
  readonly known: Map<Value, Session>;
  configured: Session | undefined;
}

export function sessionsOf(tree: Tree): Sessions {
  const state: State = { tree, known: new Map(), configured: undefined };
  return {
    call: (call, run, sql) => carryOut(call, run, sql, state),
    enter(value) {
      const session = state.known.get(value);
      const begins = value.kind === 'call' && value.name === 'begin';
      return session && begins ? () => commit(session) : undefined;
    },
    configure(connection) {
      const session = connection && (state.known.get(connection) ?? opened(connection, state));
      state.configured = session;
      if (session?.open && session.open !== 'begun' && !session.autocommit) session.taken = session.open;
    },
    configured: () => state.configured?.value,
    key: (value) => value && state.known.get(value),
    doubt() {
      if (state.configured) state.configured.doubtful = true;
    },
    autocommit: () => state.configured?.autocommit === true,
    uncommitted: () => [...state.known.values()].find(({ taken, doubtful }) => taken && !doubtful)?.taken,
  };
}

function carryOut(call: Call, run: Run, sql: string | undefined, state: State): Value | undefined {
  const session = call.of && state.known.get(call.of);
  if (session) return ofConnection(call, run, sql, session, state);
  const asked = askedBy(call, state);
  if (asked) {
    opens(asked, call, call.name, state);
    return undefined;
  }
  if (call.name === 'connect' || call.name === 'begin') {
    const made = opened(call, state);
    made.autocommit = isAutocommit(call);
    if (call.name === 'begin') made.open = 'begun';
    return undefined;
  }
  const given = [...call.positional, ...call.keywords.values()];
  const through = throughConnection(call.of, state);
  for (const each of [through, ...given.map((value) => state.known.get(value))]) {
    if (each && call.name !== 'inspect') each.doubtful = true;
  }
  for (const each of given) if (each.kind === 'function') apply(run, each, nothing, call.span);
  return undefined;
}

const nothing = { positional: [], keywords: new Map(), open: false };

function ofConnection(
  call: Call,
  run: Run,
  sql: string | undefined,
  session: Session,
  state: State,
): Value | undefined {
  switch (call.name) {
    case 'execution_options':
      // A connection's own options change the connection itself.
      if (knownText(call.keywords.get('isolation_level')) === 'AUTOCOMMIT') session.autocommit = true;
      return call.of;
    case 'execute':
      // Only SQLAlchemy 1 takes a bare string, and does not begin a transaction for it.
      if (call.positional[0]?.kind === 'text') session.doubtful = true;
      opens(session, call, sql, state);
      return undefined;
    case 'exec_driver_sql':
    case 'scalar':
    case 'scalars':
    case 'stream':
      opens(session, call, sql, state);
      return undefined;
    case 'commit':
      commit(session);
      return undefined;
    case 'rollback':
      session.open = undefined;
      if (session.taken) session.doubtful = true;
      return undefined;
    case 'begin':
      state.known.set(call, session);
      if (session.open) session.doubtful = true;
      session.open = 'begun';
      return undefined;
    case 'begin_nested':
    case 'begin_twophase':
      session.doubtful = true;
      return undefined;
    case 'run_sync': {
      const [called, ...rest] = call.positional;
      if (called?.kind === 'function')
        return apply(
          run,
          called,
          { positional: [session.value, ...rest], keywords: call.keywords, open: call.open },
          call.span,
        );
      session.doubtful = true;
      return undefined;
    }
    default:
      return undefined;
  }
}

/** SQLAlchemy 2 begins a transaction with the first statement: https://docs.sqlalchemy.org/en/20/core/connections.html#commit-as-you-go */
function opens(session: Session, call: Call, sql: string | undefined, { tree }: State): void {
  if (/^\s*(COMMIT|ROLLBACK|END|BEGIN)\b/i.test(sql ?? '')) session.doubtful = true;
  const what = /^\s*(\w+(?:\s+[\w."]+)?)/.exec(sql ?? '')?.[1]?.replace(/\s+/g, ' ') ?? `${call.name}()`;
  const local = /^\s*SET\s+LOCAL\b|\bpg_advisory_xact_lock/i.test(sql ?? '');
  const head = textOf(tree, call.head).includes('\n')
    ? { start: call.head.end - call.name.length, end: call.head.end }
    : call.head;
  const set = setBy(call, sql);
  if (session.open === 'begun') return;
  const sets = session.open ? session.open.sets : [];
  const { head: first, what: begun } = session.open ?? { head, what };
  const isLocal = local || session.open?.local === true;
  const all = set && sets && { sets: [...sets, set] };
  session.open = { head: first, what: begun, local: isLocal, engine: engineOf(session.value), ...all };
}

/** `SET lock_timeout = '5s'`, `SET search_path TO app, public` */
function setBy({ span, positional: [, ...others], keywords }: Call, sql: string | undefined): SetThere | undefined {
  const plain = /^\s*SET\s+(?:SESSION\s+)?(\w+)\s*(?:=|\s+TO\s)\s*('[\w.-]*'|\w[\w.]*(?:\s*,\s*\w+)*)\s*;?\s*$/i;
  const [, name, value] = plain.exec(sql ?? '') ?? [];
  if (sql === undefined || name === undefined || value === undefined || /^(default|local)$/i.test(value))
    return undefined;
  if (others.length > 0 || keywords.size > 0) return undefined;
  const bare = value.replace(/^'(.*)'$/, '$1').replace(/\s*,\s*/g, ',');
  return { span, name: name.toLowerCase(), value: bare, sql: sql.trim().replace(/;$/, '') };
}

/** `create_engine(…)` of `create_engine(…).connect()` */
function engineOf(value: Value): Span | undefined {
  let each: Value | undefined = value;
  while (each?.kind === 'reference' || each?.kind === 'call') {
    if (
      each.kind === 'call' &&
      /(^|\.)(create_engine|(async_)?engine_from_config|create_async_engine)$/.test(each.name)
    )
      return each.span;
    each = each.of;
  }
  return undefined;
}

/** `inspect(connection).get_table_names()`, `connection.dialect.has_table(connection, "users")` */
function askedBy(call: Call, { known }: State): Session | undefined {
  const { of } = call;
  if (of?.kind === 'call' && of.name === 'inspect') return of.positional[0] && known.get(of.positional[0]);
  const asks = /^(has|get)_\w+$/.test(call.name) && of?.kind === 'reference' && of.name === 'dialect';
  return asks ? call.positional[0] && known.get(call.positional[0]) : undefined;
}

/** `connection.connection.commit()` does something to the connection, though not as its own methods do. */
function throughConnection(value: Value | undefined, { known }: State): Session | undefined {
  for (let each = value; each?.kind === 'reference' || each?.kind === 'call'; each = each.of) {
    const session = known.get(each);
    if (session) return session;
  }
  return undefined;
}

function commit(session: Session): void {
  session.open = undefined;
  session.taken = undefined;
}

function opened(value: Value, { known }: State): Session {
  const session: Session = { value, autocommit: false, doubtful: false, open: undefined, taken: undefined };
  known.set(value, session);
  return session;
}
