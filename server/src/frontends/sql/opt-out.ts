import { type EngineName, familyOf } from '../../model/engine.ts';
import type { Operation } from '../../model/operation.ts';
import type { Naming } from './naming.ts';

/** How a file asks its tool to be run outside of a transaction. */
export interface OptOut {
  /** A first line of the file. */
  readonly line?: string | undefined;
  /** Words at the end of the line that begins a direction. */
  readonly suffix?: string | undefined;
  /** The text of the tool's own note beside the file. */
  readonly note?: string | undefined;
  /** A part of the file's name. */
  readonly mode?: string | undefined;
  /**
   * Only a file of one statement: what the tool sends in one message, PostgreSQL runs in one transaction all the same.
   * https://www.postgresql.org/docs/current/protocol-flow.html#PROTOCOL-FLOW-MULTI-STATEMENT
   */
  readonly alone?: boolean | undefined;
}

/** Undefined where the tool knows no way out of its transaction. */
export function optOutOf(
  { scheme, version }: Naming,
  engine: EngineName,
  texts: readonly string[],
): OptOut | undefined {
  const alone = familyOf(engine) === 'postgresql';
  switch (scheme.id) {
    case 'dbmate':
      return { suffix: ' transaction:false', alone };
    case 'goose':
      return { line: '-- +goose NO TRANSACTION' };
    case 'sql-migrate':
      return { suffix: ' notransaction' };
    case 'tern':
      return { line: '---- tern: disable-tx ----' };
    case 'flyway':
      return { note: 'executeInTransaction=false\n' };
    case 'folders':
      return { note: 'run_in_transaction = false\n', alone };
    case 'pop':
      return { mode: 'autocommit', alone };
    case 'up-down':
      return { line: /^\d{14}$/.test(version) ? sqlx : undefined, alone };
    case 'timestamped':
      return { line: texts.some((text) => /^--\s*atlas:/m.test(text)) ? '-- atlas:txmode none\n' : sqlx, alone };
    case 'prisma':
    case 'postgrator':
      return { alone };
    case 'play':
    case 'numbered':
    case 'lone':
      return {};
    default:
      return undefined;
  }
}

const sqlx = '-- no-transaction';

/** PostgreSQL refuses it inside of a transaction, or it commits by itself. */
export function refusesTransaction(operation: Operation): boolean {
  if (operation.kind === 'backfill') return true;
  return 'concurrently' in operation && operation.concurrently === true && operation.kind !== 'refreshView';
}
