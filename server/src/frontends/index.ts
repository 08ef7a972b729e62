import type { Frontend } from '../model/frontend.ts';
import { alembic } from './alembic/index.ts';
import { sql } from './sql/index.ts';

/** Every migration tool whose files can be read. */
export const frontends: readonly Frontend[] = [alembic, sql];
