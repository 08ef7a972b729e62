import { relationText } from '../../model/effects.ts';
import type { Target } from '../../model/frontend.ts';
import type { Step } from '../../model/migration.ts';
import type { Name, Operation } from '../../model/operation.ts';
import { apply } from '../../python/functions.ts';
import { textOf } from '../../python/parse.ts';
import type { Host, Run } from '../../python/run.ts';
import { text } from '../../python/texts.ts';
import { type Call, type Reference, truthOf, truthValue, type Value, whyUnknown } from '../../python/values.ts';
import type { Span } from '../../text.ts';
import { knownText, nameIn, someText, type Written } from './arguments.ts';
import { connectionCall } from './connections.ts';
import { isElsewhere } from './elsewhere.ts';
import { hasHandle, isAutocommit, isConnection, isContext, isHandle, isSession } from './handles.ts';
import { opaque, operationsOf } from './operations.ts';
import { schemaItemCall } from './schema-items.ts';
import { readSqlText } from './sql-strings.ts';
import { sqlTextIn, statementOf } from './statements.ts';

/** What was read of one direction so far. */
export interface Recorder extends Host {
  readonly steps: readonly Recorded[];
}

/** A step, and the text that made it: steps of one text that was carried out more than once are repeated ones. */
export interface Recorded {
  readonly step: Step;
  readonly made: Span;
  /** Counts the times that a call made steps. */
  readonly time: number;
}

/** Nobody reads a list that is longer; a loop that makes more than these is left there. */
const mostSteps = 2000;

/** Gives Alembic's and SQLAlchemy's meaning to calls, and writes down the steps that they make. */
export function recorder(target: Target, written: Written): Recorder {
  const steps: Recorded[] = [];
  const batches: Batch[] = [];
  const types = new Map<string, 'table' | 'itself'>();
  let autocommit = 0;
  let committed = false;
  let time = 0;

  return { steps, call, discarded, attribute, stored, enter, gaveUp };

  function call(each: Call, run: Run): Value | undefined {
    if (each.path.startsWith('alembic.')) return ofAlembic(each, run);
    if (isConnection(each.of) || isSession(each.of) || throughSession(each)) return ofConnection(each, run);
    const made = schemaItemCall(each, target.engine, written);
    if (made) record(run, withoutKnownTypes(made, each), headOf(each, run));
    else if (hasHandle(each) && isElsewhere(each))
      record(run, [opaque(`${calls(each)}, which is defined elsewhere`)], each.head);
    return undefined;
  }

  /** A statement that is nothing but a call of code elsewhere is there for what it does. */
  function discarded(each: Call, run: Run): void {
    if (isElsewhere(each) && !hasHandle(each) && !throughDatabase(each.of)) {
      record(run, [opaque(`${calls(each)}, which is defined elsewhere`)], each.head);
    }
  }

  function ofAlembic(each: Call, run: Run): Value | undefined {
    const batch = batches.findLast((one) => one.value === each.of);
    if (batch) return directive(each, run, batch);
    if (each.path === `alembic.op.${each.name}` || each.path.endsWith(`.Operations().${each.name}`))
      return directive(each, run, undefined);
    if (isContext(each.of)) return ofContext(each, run);
    if (isConnection(each.of) || isSession(each.of) || throughSession(each)) return ofConnection(each, run);
    if (each.path.includes('get_context().impl.'))
      record(run, [opaque(`op.get_context().impl.${each.name}() is not read`)], each.head);
    return undefined;
  }

  function ofContext(each: Call, run: Run): Value | undefined {
    if (each.name === 'execute') execute(each.positional[0] ?? each.keywords.get('sql'), each, run);
    return each.name === 'is_offline_mode' ? truthValue(each.span, false) : undefined;
  }

  function directive(each: Call, run: Run, batch: Batch | undefined): Value | undefined {
    switch (each.name) {
      case 'f':
        return each.positional[0] ?? each.keywords.get('name');
      case 'execute':
        execute(each.positional[0] ?? each.keywords.get('sqltext'), each, run);
        return undefined;
      case 'run_async':
        return runAsync(each, run);
      case 'invoke':
        record(run, [opaque('op.invoke runs an operation object')], each.head);
        return undefined;
      case 'get_bind':
      case 'get_context':
      case 'inline_literal':
      case 'batch_alter_table':
      case 'implementation_for':
      case 'register_operation':
        return undefined;
    }
    if (batch && !batch.table) {
      record(run, [opaque(`the table of op.batch_alter_table is not known: ${batch.why}`)], each.head, batch);
      return undefined;
    }
    const operations = operationsOf({ call: each, batch: batch?.table, engine: target.engine, written });
    const told = operations ?? [opaque(`op.${each.name} comes from an extension of Alembic`)];
    record(run, each.name === 'create_table' ? withoutKnownTypes(told, each) : told, each.head, batch);
    return undefined;
  }

  /** A type is made once: by the first table that uses it, and by `create()` unless it is told not to look. */
  function withoutKnownTypes(operations: readonly Operation[], each: Call): readonly Operation[] {
    const table = each.name === 'create_table';
    const looks = truthOf(each.keywords.get('checkfirst') ?? each.positional[1] ?? each) !== false;
    return operations.filter((operation) => {
      if (operation.kind === 'dropType') types.delete(relationText(operation.type));
      if (operation.kind !== 'createEnum') return true;
      const before = types.get(relationText(operation.type));
      types.set(relationText(operation.type), table ? 'table' : 'itself');
      return table ? before !== 'table' : before === undefined || !looks;
    });
  }

  function runAsync(each: Call, run: Run): Value | undefined {
    const [called, ...rest] = each.positional;
    const connection: Call = {
      ...each,
      path: 'alembic.op.get_bind',
      name: 'get_bind',
      positional: [],
      keywords: new Map(),
    };
    if (called?.kind === 'function')
      return apply(
        run,
        called,
        { positional: [connection, ...rest], keywords: each.keywords, open: each.open },
        each.span,
      );
    record(run, [opaque('op.run_async runs a function that is defined elsewhere')], each.head);
    return undefined;
  }

  function ofConnection(each: Call, run: Run): Value | undefined {
    const done = connectionCall(each);
    if (done === 'execute')
      execute(
        each.positional[0] ?? each.keywords.get('statement') ?? each.keywords.get('sql'),
        each,
        run,
        isAutocommit(each.of),
      );
    else if (done) record(run, done, headOf(each, run), undefined, isAutocommit(each.of));
    return undefined;
  }

  /** What `execute()` is given: SQL text, a statement of SQLAlchemy, or something that nobody can tell. */
  function execute(given: Value | undefined, each: Call, run: Run, apart = false): void {
    const sql = given && sqlTextIn(given);
    if (sql?.kind === 'text') {
      for (const step of readSqlText(sql, target.engine, each.name === 'exec_driver_sql')) {
        put(run, step.operation, step.head, each.span, undefined, apart, step.sql);
        if (step.operation.kind === 'controlTransaction') committed = step.operation.what !== 'begin';
      }
      time++;
      return;
    }
    const statement = given?.kind === 'call' ? statementOf(given) : undefined;
    if (statement) record(run, [statement.operation], headOf(statement.call, run), undefined, apart);
    else
      record(
        run,
        [opaque(`what is executed is not known: ${given ? whyUnknown(sql ?? given) : 'nothing is given'}`)],
        each.head,
        undefined,
        apart,
      );
  }

  function record(run: Run, operations: readonly Operation[], head: Span, batch?: Batch, apart = false): void {
    for (const operation of operations) put(run, operation, head, head, batch, apart);
    time++;
  }

  function put(
    run: Run,
    operation: Operation,
    head: Span,
    made: Span,
    batch: Batch | undefined,
    apart: boolean,
    sql?: string,
  ): void {
    const step: Step = {
      operation,
      span: run.statement,
      head,
      transaction: autocommit > 0 || committed || apart ? 'autocommit' : 'shared',
      ...(run.conditions + run.skipped + run.broken > 0 ? { conditional: true } : {}),
      ...(run.loops > 0 ? { repeated: true } : {}),
      ...(sql === undefined ? {} : { sql }),
    };
    const into = batch?.steps ?? steps;
    if (into.length < mostSteps) into.push({ step, made, time });
    else run.budget = 0;
  }

  function enter(value: Value, _run: Run): (() => void) | undefined {
    if (value.kind !== 'call') return undefined;
    if (value.path === 'alembic.op.batch_alter_table' || value.path.endsWith('Operations().batch_alter_table'))
      return enterBatch(value);
    if (value.name !== 'autocommit_block') return undefined;
    autocommit++;
    return () => {
      autocommit--;
    };
  }

  /** The calls of a batch take effect at its end, all of them together. */
  function enterBatch(value: Call): () => void {
    const given = value.positional[0] ?? value.keywords.get('table_name');
    const name = knownText(given);
    const schema = someText(value.positional[1] ?? value.keywords.get('schema'));
    const why = given ? whyUnknown(given) : 'none is given';
    const batch: Batch = { value, table: name === undefined ? undefined : nameIn(schema, name), why, steps: [] };
    batches.push(batch);
    return () => {
      steps.push(...batch.steps.splice(0));
    };
  }

  function attribute(reference: Reference): Value | undefined {
    const { of, name, span } = reference;
    const dialect = of?.kind === 'reference' && (of.name === 'dialect' || (of.name === 'engine' && isConnection(of)));
    if (name === 'name' && (dialect || isConnection(of))) return dialectName(span);
    if (name === '__dialect__') return dialectName(span);
    return name === 'as_sql' && isContext(of) ? truthValue(span, false) : undefined;
  }

  /** SQLAlchemy calls MariaDB `mysql`, or `mariadb` where the URL says so. */
  function dialectName(span: Span): Value {
    return target.engine === 'mariadb' ? { ...text(span, 'mysql'), alias: 'mariadb' } : text(span, target.engine);
  }

  function stored(value: Value, run: Run): void {
    if (value.kind === 'reference' && value.of && throughQuery(value.of)) {
      record(run, [opaque('rows are changed through objects of the ORM')], value.span);
    }
  }

  function gaveUp(span: Span, why: string, run: Run): void {
    if (steps.length > mostSteps) return;
    const place = run.stack.length > 0 ? run.statement : span;
    steps.push({
      step: { operation: opaque(why), span: place, head: span, transaction: 'shared' },
      made: span,
      time: time++,
    });
  }
}

interface Batch {
  readonly value: Call;
  readonly table: Name | undefined;
  readonly why: string;
  readonly steps: Recorded[];
}

/** The callee, or its last word where it is a chain of calls that may fill many lines. */
function headOf(call: Call, run: Run): Span {
  if (!textOf(run.tree, call.head).includes('(')) return call.head;
  return { start: Math.max(call.head.start, call.head.end - call.name.length), end: call.head.end };
}

function calls(call: Call): string {
  return `calls ${call.name}()`;
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
