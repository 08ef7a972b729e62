import type { Call, Value } from '../../python/values.ts';
import { knownText } from './arguments.ts';

const connects = new Set([
  'connect',
  'connection',
  'begin',
  'begin_nested',
  'execution_options',
  'get_bind',
  '__enter__',
]);

/** A connection to the database: `op.get_bind()` and what is reached from it. */
export function isConnection(value: Value | undefined): boolean {
  if (value?.kind === 'call') {
    if (value.path === 'alembic.op.get_bind' || value.path === 'alembic.context.get_bind') return true;
    if (value.path.endsWith('create_engine')) return true;
    return connects.has(value.name) && (isConnection(value.of) || isSession(value.of) || isContext(value.of));
  }
  if (value?.kind !== 'reference') return false;
  if (value.name === 'bind' || value.name === 'connection')
    return isContext(value.of) || isSession(value.of) || isConnection(value.of);
  return value.name === 'engine' && isConnection(value.of);
}

/** A session of SQLAlchemy's ORM. */
export function isSession(value: Value | undefined): boolean {
  if (value?.kind === 'call') {
    if (['Session', 'AsyncSession', 'scoped_session'].includes(value.name) && !isConnection(value.of)) return true;
    return /(sessionmaker|scoped_session)\(\)$/.test(value.path) || (value.name === 'begin' && isSession(value.of));
  }
  return (
    value?.kind === 'reference' && value.name === 'session' && value.of !== undefined && value.of.kind !== 'unknown'
  );
}

/**
 * A session on the migration's own connection. It takes part in the transaction that is open there, and leaves the COMMIT to who
 * began it: https://docs.sqlalchemy.org/en/20/orm/session_api.html#sqlalchemy.orm.Session.params.join_transaction_mode
 */
export function joinsMigration(value: Value | undefined): boolean {
  if (isConnection(value)) return false;
  for (let each = value; each?.kind === 'call'; each = each.of) {
    const given = [...each.positional, ...each.keywords.values()];
    if (given.some((bind) => bind.kind === 'call' && /^alembic\.(op|context)\.get_bind$/.test(bind.path))) return true;
  }
  return false;
}

export function isContext(value: Value | undefined): boolean {
  if (value?.kind === 'reference') return value.path === 'alembic.context';
  return value?.kind === 'call' && value.name === 'get_context' && value.path.startsWith('alembic.');
}

/** Anything through which code elsewhere may reach the database. */
export function isHandle(value: Value): boolean {
  if (value.kind === 'reference' && value.path === 'alembic.op') return true;
  if (value.kind === 'call' && value.path === 'alembic.op.batch_alter_table') return true;
  return isConnection(value) || isSession(value) || isContext(value);
}

/** A connection that the migration has opened for itself, whose transactions are its own affair. */
export function isOwn(value: Value | undefined): boolean {
  for (let each = value; each?.kind === 'call' || each?.kind === 'reference'; each = each.of) {
    if (each.kind === 'call' && (each.path.endsWith('create_engine') || [...each.keywords.values()].some(isOwn)))
      return true;
    if (each.kind === 'reference' && each.name === 'engine' && isConnection(each.of)) return true;
  }
  return false;
}

/** `execution_options(isolation_level="AUTOCOMMIT")` somewhere on the way to this connection. */
export function isAutocommit(value: Value | undefined): boolean {
  for (let each = value; each?.kind === 'call' || each?.kind === 'reference'; each = each.of) {
    if (each.kind === 'call' && knownText(each.keywords.get('isolation_level')) === 'AUTOCOMMIT') return true;
  }
  return false;
}

export function hasHandle(call: Call): boolean {
  return [...call.positional, ...call.keywords.values()].some(isHandle);
}
