import type { EngineName } from '../../model/engine.ts';
import { apply } from '../../python/functions.ts';
import type { Run } from '../../python/run.ts';
import type { Call, Value } from '../../python/values.ts';
import type { Written } from './arguments.ts';
import { heardBy } from './dialect.ts';
import { recordExecuted } from './execute.ts';
import type { WithoutKnownTypes } from './known-types.ts';
import { opaque, operationsOf } from './operations.ts';
import type { Batch, Recording } from './recording.ts';
import { conventional, shortenedNames } from './shortened.ts';
import { unboundTexts } from './unbound-texts.ts';
import { wholeColumn } from './whole-column.ts';

/** What calls are read into, and with. */
export interface Reading {
  readonly engine: EngineName;
  readonly written: Written;
  readonly recording: Recording;
  readonly withoutKnownTypes: WithoutKnownTypes;
}

/** Records what a method of `op`, or of a batch, does; https://alembic.sqlalchemy.org/en/latest/ops.html */
export function directive(reading: Reading, call: Call, run: Run, batch: Batch | undefined): Value | undefined {
  const { recording, engine } = reading;
  switch (call.name) {
    case 'f':
      return conventional(call.positional[0] ?? call.keywords.get('name'));
    case 'execute':
      recordExecuted(recording, engine, call.positional[0] ?? call.keywords.get('sqltext'), call, run);
      return undefined;
    case 'run_async':
      return runAsync(recording, call, run);
    case 'invoke':
      recording.record(run, [opaque('op.invoke runs an operation object')], call.head);
      return undefined;
    case 'get_bind':
    case 'get_context':
    case 'inline_literal':
    case 'batch_alter_table':
    case 'implementation_for':
    case 'register_operation':
      return undefined;
  }
  recordDirective(reading, call, run, batch);
  return undefined;
}

function recordDirective(
  { recording, engine, written, withoutKnownTypes }: Reading,
  call: Call,
  run: Run,
  batch: Batch | undefined,
): void {
  if (batch && !batch.table) {
    recording.record(run, [opaque(`the table of op.batch_alter_table is not known: ${batch.why}`)], call.head, {
      batch,
    });
    return;
  }
  const operations = operationsOf({ call: heardBy(call, engine), batch: batch?.table, engine, written });
  const told = operations ?? [opaque(`op.${call.name} comes from an extension of Alembic`)];
  const unbound = unboundTexts(call);
  const shortens = shortenedNames(call);
  recording.record(run, call.name === 'create_table' ? withoutKnownTypes(told, call) : told, call.head, {
    batch,
    ...(unbound.length > 0 && { unbound }),
    ...(shortens.length > 0 && { shortens }),
    ...(call.name === 'alter_column' && wholeColumns.has(engine) && { asOne: true, ...wholeColumn(call) }),
  });
}

/** A column is defined anew there, whatever changes of it: https://alembic.sqlalchemy.org/en/latest/ops.html#alembic.operations.Operations.alter_column */
const wholeColumns: ReadonlySet<EngineName> = new Set(['mysql', 'mariadb']);

function runAsync({ record }: Recording, call: Call, run: Run): Value | undefined {
  const [called, ...rest] = call.positional;
  if (called?.kind !== 'function') {
    record(run, [opaque('op.run_async runs a function that is defined elsewhere')], call.head);
    return undefined;
  }
  const connection: Call = {
    ...call,
    path: 'alembic.op.get_bind',
    name: 'get_bind',
    positional: [],
    keywords: new Map(),
  };
  const given = { positional: [connection, ...rest], keywords: call.keywords, open: call.open };
  return apply(run, called, given, call.span);
}
