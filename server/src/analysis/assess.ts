import type { Finding } from '../model/finding.ts';
import { losesNothing } from '../model/guarantee-gone.ts';
import type { Migration } from '../model/migration.ts';
import type { Operation } from '../model/operation.ts';
import type { AnalyzedStep } from '../model/rule.ts';
import { isFresh } from '../model/schema.ts';

/** The head of the risk report. */
export interface Assessment {
  readonly type: 'schema-add' | 'schema-modify' | 'schema-remove' | 'data' | 'combined';
  readonly risk: Risk;
  /** Some existing table is locked against writers or readers and writers. */
  readonly tableLock: boolean;
  readonly dataLoss: boolean;
  readonly rollback: 'automatic' | 'manual' | 'none';
}

export type Risk = (typeof risks)[number];

const risks = ['low', 'medium', 'high', 'very-high'] as const;

/**
 * The type gives the least risk; findings raise it and never lower it. `up` is what runs when the file does: of one that
 * undoes another, its way back.
 */
export function assess(migration: Migration, up: readonly AnalyzedStep[], findings: readonly Finding[]): Assessment {
  const direction = migration.undoes === undefined ? 'up' : 'down';
  const type = typeOf(up);
  const dataLoss = up.some((step) => step.effects.dataLoss);
  const upward = findings.filter((finding) => finding.direction === direction);
  const error = upward.some((finding) => finding.severity === 'error');
  const long = up.some((step) => step.effects.blocks === 'reads and writes' && step.effects.work !== 'instant');
  return {
    type,
    risk: highest(leastRisk[type], error ? 'medium' : 'low', dataLoss || long ? 'high' : 'low'),
    tableLock: up.some((step) => step.effects.blocks !== 'nothing'),
    dataLoss,
    rollback:
      migration.rollback === 'written' ? (dataLoss ? 'manual' : 'automatic') : up.length === 0 ? 'automatic' : 'none',
  };
}

const leastRisk: Readonly<Record<Assessment['type'], Risk>> = {
  'schema-add': 'low',
  'schema-modify': 'medium',
  'schema-remove': 'high',
  data: 'high',
  combined: 'very-high',
};

function highest(...levels: readonly Risk[]): Risk {
  return risks[Math.max(...levels.map((level) => risks.indexOf(level)))] ?? 'very-high';
}

function typeOf(steps: readonly AnalyzedStep[]): Assessment['type'] {
  const natures = new Set(steps.map((step) => natureOf(step)));
  const schema = natures.has('remove') ? 'schema-remove' : natures.has('modify') ? 'schema-modify' : 'schema-add';
  if (!natures.has('data')) return schema;
  return natures.has('add') || natures.has('modify') || natures.has('remove') ? 'combined' : 'data';
}

type Nature = 'add' | 'modify' | 'remove' | 'data' | 'none';

function natureOf(step: AnalyzedStep): Nature {
  const { operation, before } = step;
  const nature = natures[operation.kind];
  // Rows of a table that this very migration creates are seed data, part of the addition.
  const seeds = nature === 'data' && 'table' in operation && operation.table && isFresh(before, operation.table);
  if (seeds) return 'add';
  return losesNothing(step) ? 'modify' : nature;
}

const natures: Readonly<Record<Operation['kind'], Nature>> = {
  createTable: 'add',
  addColumn: 'add',
  createIndex: 'add',
  createEnum: 'add',
  addEnumValue: 'add',
  mirrorColumn: 'add',
  renameTable: 'modify',
  renameColumn: 'modify',
  changeType: 'modify',
  setNotNull: 'modify',
  dropNotNull: 'modify',
  setDefault: 'modify',
  addConstraint: 'modify',
  validateConstraint: 'modify',
  reindex: 'modify',
  attachPartition: 'modify',
  detachPartition: 'modify',
  dropTable: 'remove',
  dropColumn: 'remove',
  dropConstraint: 'remove',
  dropType: 'remove',
  dropIndex: 'modify',
  stopMirror: 'modify',
  truncate: 'data',
  insertRows: 'data',
  updateRows: 'data',
  deleteRows: 'data',
  backfill: 'data',
  refreshView: 'none',
  setParameter: 'none',
  controlTransaction: 'none',
  other: 'none',
  opaque: 'none',
};
