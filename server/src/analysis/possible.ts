import { after } from '../model/after.ts';
import type { Fix, InPlace, Phase, Planned, Rewrite } from '../model/finding.ts';
import type { Step } from '../model/migration.ts';
import { withOnline } from '../model/online.ts';
import type { Operation } from '../model/operation.ts';
import type { Subject } from '../model/rule.ts';
import { type Schema, settled, tableOf } from '../model/schema.ts';
import { demandOf } from '../plans/demand.ts';
import { wholeColumn } from './whole-column.ts';

type Ask = Subject['effects'];

/** The fix as the engine takes it; undefined where a statement of it is always refused: that is no way out. */
export function possible(fix: Fix, subject: Subject): Fix | undefined {
  const last = subject.steps.at(-1);
  let schema = last ? after(last.before, last.operation) : undefined;
  const own = new Set<Step>(subject.steps);
  const rewrites: Rewrite[] = [];
  for (const rewrite of fix.rewrites) {
    if (rewrite.kind === 'follow') {
      if (rewrite.phases.every((phase) => phase.up.length + phase.down.length === 0)) {
        rewrites.push(rewrite);
        continue;
      }
      const phases = schema && phasesFor(rewrite.phases, schema, subject.effects);
      if (!phases || 'refused' in phases) return undefined;
      rewrites.push({ ...rewrite, phases });
      continue;
    }
    if (rewrite.kind === 'identify' || rewrite.kind === 'prepare' || rewrite.kind === 'comment') {
      rewrites.push(rewrite);
      continue;
    }
    const planned = plannedBy(rewrite);
    const met =
      rewrite.kind === 'rollback'
        ? schema && settled(schema)
        : 'step' in rewrite
          ? schemaAt(rewrite, subject)
          : undefined;
    if (!planned || !met) {
      rewrites.push(rewrite);
      continue;
    }
    const left = carriedOut(planned, met, subject.effects);
    if ('refused' in left) return undefined;
    rewrites.push(withPlanned(rewrite, left.planned));
    if ('step' in rewrite && own.has(rewrite.step)) schema = left.schema;
  }
  return { ...fix, rewrites };
}

/** The phases as the engine takes them, or its words against one of their statements. */
export function phasesFor(
  phases: readonly Phase[],
  schema: Schema,
  ask: Ask,
): readonly Phase[] | { readonly refused: string } {
  let before = schema;
  const suited: Phase[] = [];
  for (const phase of phases) {
    const up = carriedOut(plain(phase.up, settled(before), ask), settled(before), ask);
    if ('refused' in up) return up;
    const down = carriedOut(plain(phase.down, settled(up.schema), ask), settled(up.schema), ask);
    if ('refused' in down) return down;
    const lines = up.planned.length < phase.up.length ? phase.before.map(unvalidated) : phase.before;
    suited.push({ ...phase, before: lines, up: demanding(up.planned, settled(before), ask), down: down.planned });
    before = up.schema;
  }
  return suited;
}

/** Where it stops, the way forward is to stop at once; the way back is to arrive, however long it takes. */
function demanding(planned: readonly Planned[], from: Schema, ask: Ask): readonly Planned[] {
  let schema = from;
  return planned.map((each) => {
    const met = schema;
    schema = after(schema, each.operation);
    const effects = ask(each.operation, met);
    // The server that knows NOCOPY takes no such clause behind DROP INDEX.
    if (each.operation.kind === 'dropIndex' && effects.algorithm === 'NOCOPY') return each;
    const online = demandOf(each.operation, effects);
    const operation = online && withOnline(each.operation, online);
    return operation && ask(operation, met).refused === undefined ? { ...each, operation } : each;
  });
}

/** What a condition said of the CHECK that is left out. */
function unvalidated(line: string): string {
  return line.replace(/; otherwise the validation fails.*$/, '; otherwise it fails.');
}

/**
 * Without what an engine has no words for and can do without: CONCURRENTLY, and where nothing can be validated, a CHECK that is
 * NOT VALID, with all that becomes of it; and the constraint that would take over an index, where a unique index is one.
 */
function plain(planned: readonly Planned[], schema: Schema, ask: Ask): readonly Planned[] {
  return planned.flatMap((each) => {
    const { operation } = each;
    if (isOfUnchecked(operation, schema, ask) || isIndexItself(operation, schema, ask)) return [];
    const concurrent = (operation.kind === 'createIndex' || operation.kind === 'dropIndex') && operation.concurrently;
    return concurrent && ask(operation, schema).refused !== undefined
      ? [{ operation: { ...operation, concurrently: undefined }, transaction: 'shared' }]
      : [each];
  });
}

/** It adds, validates or drops a CHECK that exists only to be validated, where nothing can be. */
function isOfUnchecked(operation: Operation, schema: Schema, ask: Ask): boolean {
  const name = uncheckedName(operation);
  if (name === undefined || !('table' in operation) || !operation.table) return false;
  const known = tableOf(schema, operation.table)?.constraints.some((each) => each.name === name);
  return !known && ask({ kind: 'validateConstraint', table: operation.table, name }, schema).refused !== undefined;
}

/** The unique index that it names is built, and there is nothing else to a UNIQUE. */
function isIndexItself(operation: Operation, schema: Schema, ask: Ask): boolean {
  if (operation.kind !== 'addConstraint' || operation.constraint.kind !== 'unique') return false;
  const { name, usingIndex } = operation.constraint;
  return usingIndex !== undefined && name === usingIndex && ask(operation, schema).refused !== undefined;
}

function uncheckedName(operation: Operation): string | undefined {
  if (operation.kind === 'validateConstraint') return operation.name;
  if (operation.kind === 'dropConstraint') return operation.type === 'check' ? operation.name : undefined;
  if (operation.kind !== 'addConstraint' || operation.constraint.kind !== 'check') return undefined;
  return operation.constraint.notValid ? operation.constraint.name : undefined;
}

function plannedBy(rewrite: Rewrite): readonly Planned[] | undefined {
  if (rewrite.kind === 'set') return [rewrite.to];
  if (rewrite.kind === 'replace') return rewrite.by;
  return rewrite.kind === 'rollback' || rewrite.kind === 'insert' ? rewrite.operations : undefined;
}

/** Of the author's own statement only what the rule wants otherwise is said. */
function withPlanned(rewrite: Rewrite, planned: readonly Planned[]): Rewrite {
  if (rewrite.kind === 'replace') return { ...rewrite, by: planned };
  return rewrite.kind === 'rollback' || rewrite.kind === 'insert' ? { ...rewrite, operations: planned } : rewrite;
}

/** What the first statement of a rewrite meets. */
function schemaAt(rewrite: Extract<InPlace, { readonly step: Step }>, subject: Subject) {
  const met = schemaBefore(rewrite.step, subject);
  return met && rewrite.kind === 'insert' && rewrite.side === 'behind' ? after(met, rewrite.step.operation) : met;
}

/** A fix of a thousand statements asks for each of them. */
function schemaBefore(step: Step, subject: Subject): Schema | undefined {
  const known =
    schemas.get(subject) ?? new Map([...subject.steps, ...subject.opposite].map((each) => [each, each.before]));
  schemas.set(subject, known);
  return known.get(step);
}

const schemas = new WeakMap<Subject, ReadonlyMap<Step, Schema>>();

function carriedOut(
  planned: readonly Planned[],
  from: Schema,
  ask: Ask,
): { readonly planned: readonly Planned[]; readonly schema: Schema } | { readonly refused: string } {
  let schema = from;
  const said: Planned[] = [];
  for (const each of planned) {
    const operation = wholeColumn(each.operation, schema, ask);
    const { refused } = ask(operation, schema);
    if (refused !== undefined) return { refused };
    schema = after(schema, operation);
    said.push(operation === each.operation ? each : { ...each, operation });
  }
  return { planned: said, schema };
}
