import type { Constraint } from '../../model/constraint.ts';
import { allWork, type Effects } from '../../model/effects.ts';
import { foreignKeysTo } from '../../model/foreign-keys.ts';
import { indexColumns, tableOf } from '../../model/schema.ts';
import { constraintNamed } from './constraints.ts';
import type { Along } from './facts.ts';
import { passes, type Turn } from './turns.ts';

/** What an action does in its turn, as if it stood alone. */
export interface Alone extends Turn {
  readonly effects: Effects;
}

/** Those that may do the work of others first. */
export function byWork(actions: readonly Alone[]): readonly Alone[] {
  return actions.toSorted((a, b) => (isAbove(a, b) ? -1 : 1));
}

/** Which other action, the first that can, does this one's work in its pass; undefined where this one does its own. */
export function alongWith(action: Alone, all: readonly Alone[], version: number): Along | undefined {
  const best = all.find((each) => each !== action && carries(each, action, version));
  if (!best) return undefined;
  const [clause = ''] = best.effects.does.split(';');
  const text = `${clause.charAt(0).toLowerCase()}${clause.slice(1)}`.replace(/\.$/, '');
  return { with: text, left: hasForeignKey(action) ? 'scan' : 'instant' };
}

/** A pass that need not come carries nothing that must. */
function carries(carrier: Alone, action: Alone, version: number): boolean {
  if (version < 13 && isSameKey(carrier, action)) return true;
  if (!isAbove(carrier, action) || (carrier.effects.assumed !== undefined && action.effects.assumed === undefined))
    return false;
  switch (action.effects.work) {
    case 'scan':
      return (
        !checksForeignKey(action) && (isPass(carrier) || carrier.effects.work === 'scan') && !checksForeignKey(carrier)
      );
    case 'index build':
      return isPass(carrier) && rewritesFrom(carrier) < action.pass;
    case 'rewrite':
      return isPass(carrier);
    case 'row writes':
    case 'instant':
      return false;
  }
}

/** Before PostgreSQL 13 two keys on the same columns that one statement adds get one index. */
function isSameKey({ operation: one, before, place }: Alone, { operation: other, place: later }: Alone): boolean {
  if (one.kind !== 'addConstraint' || other.kind !== 'addConstraint') return false;
  const [a, b] = [one.constraint, other.constraint];
  if ((a.kind !== 'primaryKey' && a.kind !== 'unique') || b.kind !== 'unique') return false;
  const isFirst = a.kind === 'primaryKey' || place < later;
  const isPlain = b.usingIndex === undefined && a.options === undefined && b.options === undefined;
  const index = tableOf(before, one.table)?.indexes.find((each) => each.name === a.usingIndex);
  const columns = index ? indexColumns(index) : a.columns;
  return isFirst && isPlain && columns.length > 0 && columns.join() === b.columns.join();
}

/** A key of the columns that are written is checked once they are. */
function hasForeignKey({ operation, before, effects }: Alone): boolean {
  if (effects.work !== 'rewrite') return false;
  if (operation.kind === 'addColumn') return operation.constraints.some(({ kind }) => kind === 'foreignKey');
  if (operation.kind !== 'changeType') return false;
  const { table, column } = operation;
  const own = tableOf(before, table)?.constraints ?? [];
  const isOn = (key: Constraint) => key.kind === 'foreignKey' && !key.notValid && key.columns.includes(column);
  return own.some(isOn) || foreignKeysTo(before, table, [column]).length > 0;
}

/** It writes the rows anew. What only moves the table's files to another place reads none of them. */
function isPass({ operation, effects }: Alone): boolean {
  const moves = operation.kind === 'other' && operation.statement === 'ALTER TABLE SET TABLESPACE';
  return effects.work === 'rewrite' && !moves;
}

/** The pass as of which the server knows that it will rewrite, and builds no index any more. */
function rewritesFrom({ operation, pass }: Alone): number {
  const isExpression = pass === passes.expression;
  return operation.kind === 'addColumn' || isExpression ? pass : -1;
}

/** Each foreign key is checked by a query of its own, once all the rest is done. */
function checksForeignKey({ operation, before, effects }: Alone): boolean {
  if (operation.kind === 'addColumn')
    return effects.work === 'scan' && operation.constraints.some(({ kind }) => kind === 'foreignKey');
  if (operation.kind === 'addConstraint') return operation.constraint.kind === 'foreignKey';
  if (operation.kind !== 'validateConstraint') return false;
  return constraintNamed({ schema: before }, operation.table, operation.name)?.kind === 'foreignKey';
}

/** More work, or as much that is certain, or that stands first in the text. */
function isAbove(one: Alone, other: Alone): boolean {
  const more = allWork.indexOf(one.effects.work) - allWork.indexOf(other.effects.work);
  const surer = Number(!one.effects.assumed) - Number(!other.effects.assumed);
  return (more || surer || other.place - one.place) > 0;
}
