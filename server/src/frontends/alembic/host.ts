import type { Target } from '../../model/frontend.ts';
import type { Host, Run } from '../../python/run.ts';
import { type Call, type Reference, truthValue, type Value } from '../../python/values.ts';
import type { Written } from './arguments.ts';
import { connectionCall } from './connections.ts';
import { dialectName } from './dialect.ts';
import { answerByName, asksOnly, givesDialect } from './dialect-questions.ts';
import { directive, type Reading } from './directives.ts';
import { isElsewhere } from './elsewhere.ts';
import { headOf, recordExecuted } from './execute.ts';
import {
  hasHandle,
  isAutocommit,
  isConnection,
  isContext,
  isHandle,
  isOwn,
  isSession,
  joinsMigration,
} from './handles.ts';
import { knownTypes } from './known-types.ts';
import { opaque } from './operations.ts';
import { givenTo, isVarying } from './origins.ts';
import { type Recorded, type Recording, recording } from './recording.ts';
import { schemaItemCall } from './schema-items.ts';
import { takenBy } from './taken.ts';

/** What was read of one direction so far. */
export interface Recorder extends Host {
  readonly steps: readonly Recorded[];
}

/** Gives Alembic's and SQLAlchemy's meaning to calls, and writes down the steps that they make. */
export function recorder(target: Target, written: Written): Recorder {
  const record = recording(target.engine);
  const reading: Reading = { engine: target.engine, written, recording: record, withoutKnownTypes: knownTypes() };
  return {
    steps: record.steps,
    call: (call, run) => carryOut(reading, call, run),
    discarded: (call, run) => discarded(record, call, run),
    attribute: (reference) => attribute(target, reference),
    stored: (value, run) => stored(record, value, run),
    enter: (value) => enter(record, value),
    gaveUp: (span, why, run) => record.gaveUp(run, span, why),
  };
}

function carryOut(reading: Reading, call: Call, run: Run): Value | undefined {
  if (givesDialect(call)) return dialectName(reading.engine, call.span);
  const answer = answerByName(call, reading.engine);
  if (answer !== undefined) return truthValue(call.span, answer);
  if (call.path.startsWith('alembic.')) return ofAlembic(reading, call, run);
  if (isOfConnection(call)) return ofConnection(reading, call, run);
  const { recording, engine, written, withoutKnownTypes } = reading;
  const made = schemaItemCall(call, engine, written);
  if (made) recording.record(run, withoutKnownTypes(made, call), headOf(call, run));
  else if (hasHandle(call) && isElsewhere(call) && !asksOnly(call))
    recording.record(run, [callsElsewhere(call)], call.head);
  return undefined;
}

function ofAlembic(reading: Reading, call: Call, run: Run): Value | undefined {
  const { recording, engine } = reading;
  const batch = recording.batchOf(call.of);
  const direct = call.path === `alembic.op.${call.name}` || call.path.endsWith(`.Operations().${call.name}`);
  if (batch || direct) return directive(reading, call, run, batch);
  if (isContext(call.of)) {
    if (call.name === 'execute')
      recordExecuted(recording, engine, call.positional[0] ?? call.keywords.get('sql'), call, run);
    return call.name === 'is_offline_mode' ? truthValue(call.span, false) : undefined;
  }
  if (isOfConnection(call)) return ofConnection(reading, call, run);
  if (call.path.includes('get_context().impl.'))
    recording.record(run, [opaque(`op.get_context().impl.${call.name}() is not read`)], call.head);
  return undefined;
}

function ofConnection({ recording, engine }: Reading, call: Call, run: Run): undefined {
  const done = connectionCall(call);
  const apart = isAutocommit(call.of) || isOwn(call.of);
  if (done === 'execute') {
    const given = call.positional[0] ?? call.keywords.get('statement') ?? call.keywords.get('sql');
    recordExecuted(recording, engine, given, call, run, apart);
  } else if (done) {
    // A session that has not joined the migration's connection has one of its own.
    const own = call.name === 'commit' && isSession(call.of) && !joinsMigration(call.of);
    const varies = givenTo(call).some((each) => isVarying(each));
    recording.record(run, done, headOf(call, run), { apart: apart || own, varies, taken: takenBy(call, engine) });
  }
}

/** A statement that is nothing but a call of code elsewhere is there for what it does. */
function discarded({ record }: Recording, call: Call, run: Run): void {
  if (isElsewhere(call) && !hasHandle(call) && !throughDatabase(call.of)) {
    record(run, [callsElsewhere(call)], call.head);
  }
}

function attribute(target: Target, reference: Reference): Value | undefined {
  const { of, name, span } = reference;
  const dialect = of?.kind === 'reference' && (of.name === 'dialect' || (of.name === 'engine' && isConnection(of)));
  if (name === 'name' && (dialect || isConnection(of))) return dialectName(target.engine, span);
  if (name === '__dialect__') return dialectName(target.engine, span);
  const answer = name === 'as_sql' && isContext(of) ? false : answerByName(reference, target.engine);
  return answer === undefined ? undefined : truthValue(span, answer);
}

function stored({ record }: Recording, value: Value, run: Run): void {
  if (value.kind === 'reference' && value.of && throughQuery(value.of)) {
    const taken = { sets: [{ column: value.name, value: '', reads: [] }], conditions: [] };
    record(run, [opaque('rows are changed through objects of the ORM')], value.span, { taken, varies: true });
  }
}

function enter({ openBatch, openAutocommit }: Recording, value: Value): (() => void) | undefined {
  if (value.kind !== 'call') return undefined;
  const batch = value.path === 'alembic.op.batch_alter_table' || value.path.endsWith('Operations().batch_alter_table');
  if (batch) return openBatch(value);
  return value.name === 'autocommit_block' ? openAutocommit() : undefined;
}

function callsElsewhere({ name }: Call) {
  return opaque(`calls ${name}(), which is defined elsewhere`);
}

function isOfConnection(call: Call): boolean {
  return isConnection(call.of) || isSession(call.of) || throughSession(call);
}

/** A method of what a connection or session gave: rows and cursors. */
function throughDatabase(value: Value | undefined): boolean {
  for (let each = value; each?.kind === 'call' || each?.kind === 'reference'; each = each.of) {
    if (isConnection(each) || isSession(each)) return true;
  }
  return false;
}

/** A method somewhere behind `session.query(…)`. */
function throughSession(call: Call): boolean {
  for (let each = call.of; each?.kind === 'call' || each?.kind === 'reference'; each = each.of) {
    if (each.kind === 'call' && each.name === 'query' && isHandle(each.of ?? each)) return true;
  }
  return false;
}

function throughQuery(value: Value): boolean {
  for (let each: Value | undefined = value; each?.kind === 'call' || each?.kind === 'reference'; each = each.of) {
    if (each.kind === 'call' && isSession(each.of)) return true;
  }
  return false;
}
