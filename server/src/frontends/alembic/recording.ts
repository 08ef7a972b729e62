import { type EngineName, familyOf } from '../../model/engine.ts';
import type { Block, Step } from '../../model/migration.ts';
import type { Name } from '../../model/name.ts';
import type { Operation } from '../../model/operation.ts';
import type { Run } from '../../python/run.ts';
import { type Call, type Value, whyUnknown } from '../../python/values.ts';
import type { Span } from '../../text.ts';
import { knownText, nameIn, someText } from './arguments.ts';
import { opensAnother } from './driver.ts';
import { opaque } from './operations.ts';
import { rebuilt } from './rebuild.ts';
import { rounds } from './rounds.ts';
import type { SqlStep } from './sql-strings.ts';

/** The steps of one direction as they are met, and all that decides how the next one runs. */
export interface Recording {
  readonly steps: readonly Recorded[];
  record(run: Run, operations: readonly Operation[], head: Span, how?: How): void;
  /** The statements of one SQL text; `made` is the call that runs it. */
  recordSql(run: Run, statements: readonly SqlStep[], made: Span, how: How): void;
  gaveUp(run: Run, span: Span, why: string): void;
  /** The batch that `batch_alter_table` gave as this value. */
  batchOf(value: Value | undefined): Batch | undefined;
  /** The calls of a batch take effect at its end, all of them together: that is when what it returns is called. */
  openBatch(value: Call): () => void;
  openAutocommit(): () => void;
}

/** A step, and the text that made it: steps of one text that was carried out more than once are repeated ones. */
export interface Recorded {
  readonly step: Step;
  readonly made: Span;
  /** Counts the times that a call made steps. */
  readonly time: number;
}

export interface Batch {
  readonly table: Name | undefined;
  /** Why the table is not known. */
  readonly why: string;
  readonly steps: Recorded[];
}

export interface How {
  readonly batch?: Batch | undefined;
  /** On a connection where each statement commits. */
  readonly apart?: boolean;
  /** The operations of the call are worded as one statement. */
  readonly asOne?: boolean;
  readonly taken?: Step['taken'];
  /** What it is given, or its text, is another thing in each round. */
  readonly varies?: boolean;
  readonly builtFrom?: Step['builtFrom'];
  /** Of the texts among the call's arguments. */
  readonly unbound?: Step['unbound'];
  readonly redefines?: Step['redefines'];
  readonly shortens?: Step['shortens'];
  /** The tool refuses the call. */
  readonly refused?: Step['refused'];
}

/** Nobody reads a list that is longer; a loop that makes more than these is left there. */
const mostSteps = 2000;

export function recording(engine: EngineName): Recording {
  const steps: Recorded[] = [];
  const batches = new Map<Value, Batch>();
  let autocommit = 0;
  let committed = false;
  let time = 0;

  const loopOf = rounds(engine);

  function put(run: Run, made: Span, { batch, apart, ...how }: How, what: SqlStep): void {
    committed &&= !opensAnother(what, engine);
    const step: Step = {
      ...what,
      span: run.statement,
      transaction: autocommit > 0 || committed || apart ? 'autocommit' : 'shared',
      ...(run.conditions + run.skipped + run.broken > 0 ? { conditional: true } : {}),
      ...(run.loops > 0 ? { repeated: true } : {}),
      ...(run.loop && !what.loop ? { loop: loopOf(run.loop), ...(how.varies && { varies: true }) } : {}),
      ...(how.taken && { taken: how.taken }),
      ...(how.shortens && { shortens: how.shortens }),
      ...(how.builtFrom && { builtFrom: how.builtFrom }),
    };
    const into = batch?.steps ?? steps;
    if (into.length < mostSteps) into.push({ step: batch ? step : refusedOn(engine, step), made, time });
    else run.budget = 0;
  }

  return {
    steps,
    record(run, operations, head, how = {}) {
      const [first] = operations;
      for (const operation of operations) {
        const unbound = operation === first && how.unbound ? { unbound: how.unbound } : {};
        const joins = operation !== first && how.asOne ? { joins: true } : {};
        const said = {
          ...(how.refused !== undefined && { refused: how.refused }),
          ...(how.redefines && { redefines: how.redefines }),
        };
        put(run, head, how, { operation, head, ...unbound, ...joins, ...said });
      }
      time++;
    },
    recordSql(run, statements, made, how) {
      for (const statement of statements) {
        put(run, made, how, statement);
        const { operation } = statement;
        if (operation.kind === 'controlTransaction') committed = operation.what !== 'begin';
      }
      time++;
    },
    gaveUp(run, span, why) {
      if (steps.length > mostSteps) return;
      const place = run.stack.length > 0 ? run.statement : span;
      const step: Step = { operation: opaque(why), span: place, head: span, transaction: 'shared' };
      steps.push({ step, made: span, time: time++ });
    },
    batchOf: (value) => value && batches.get(value),
    openBatch(value) {
      const batch = batchFor(value);
      batches.set(value, batch);
      return () => {
        const made = batch.steps.splice(0);
        const run = familyOf(engine) === 'sqlite' ? rebuilt(made, value) : made;
        const block = blockOf(value);
        steps.push(...run.map((each) => ({ ...each, step: { ...refusedOn(engine, each.step), block } })));
      };
    },
    openAutocommit() {
      autocommit++;
      return () => {
        autocommit--;
      };
    },
  };
}

/** https://alembic.sqlalchemy.org/en/latest/batch.html#working-in-offline-mode */
function blockOf({ span, keywords }: Call): Block {
  return { span, described: ['copy_from', 'table_args', 'reflect_args'].some((each) => keywords.has(each)) };
}

/** https://github.com/sqlalchemy/alembic/blob/main/alembic/ddl/sqlite.py */
function refusedOn(engine: EngineName, step: Step): Step {
  const { operation, sql } = step;
  const isConstraint = operation.kind === 'addConstraint' || operation.kind === 'dropConstraint';
  if (familyOf(engine) !== 'sqlite' || sql !== undefined || !isConstraint || operation.rebuild) return step;
  return { ...step, refused: 'No support for ALTER of constraints in SQLite dialect' };
}

function batchFor({ positional, keywords }: Call): Batch {
  const given = positional[0] ?? keywords.get('table_name');
  const name = knownText(given);
  const schema = someText(positional[1] ?? keywords.get('schema'));
  const why = given ? whyUnknown(given) : 'none is given';
  return { table: name === undefined ? undefined : nameIn(schema, name), why, steps: [] };
}
