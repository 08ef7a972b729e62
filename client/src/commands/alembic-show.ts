import type { Server } from '../server.ts';
import type { Alembic } from '../tasks/alembic.ts';
import type { Revisions } from '../views/revisions.ts';
import { alembicAt } from './alembic-site.ts';

/** A command that changes nothing: what it prints is read in the terminal. */
export function show(command: 'current' | 'history' | 'heads' | 'branches' | 'check') {
  return async (_server: Server, argument: unknown, revisions: Revisions, alembic: Alembic): Promise<void> => {
    const place = await alembicAt(argument, revisions);
    if (place) await alembic.execute(place, { command });
  };
}
