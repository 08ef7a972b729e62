import type { Phase } from '../model/finding.ts';
import type { Schema } from '../model/schema.ts';
import { isWorse, type Scale, weigh } from './weigh.ts';

/**
 * What is to be said where the tool runs all pending migrations in one transaction, and the phases lose by it what they are
 * there for; undefined where they do not.
 */
export function sharedRun(phases: readonly Phase[], schema: Schema, scale: Scale): string | undefined {
  const { migration, project, frontend } = scale;
  const isOneRun = migration.transaction === 'run' && project.environment.transactionPerMigration !== true;
  if (!isOneRun || phases.length < 2) return undefined;
  const together = weigh(phases, schema, scale, 'together');
  if (!isWorse(together, weigh(phases, schema, scale, 'apart'))) return undefined;
  const how = frontend.script?.apart;
  return `Migrations that are run together share one transaction here, and the phases would then block ${together.blocks} while the work runs: run them one by one${how === undefined ? '' : `, or ${how}`}`;
}
