import { type EngineName, familyOf } from '../model/engine.ts';
import type { Operation } from '../model/operation.ts';
import { printMysql } from './mysql/print.ts';
import { printPostgresql } from './postgresql/print.ts';
import { printSqlite } from './sqlite/print.ts';

/**
 * The statement that carries the operation out, as Alembic and SQLAlchemy would emit it: no semicolon at the end, several
 * statements joined by ";\n". Undefined where it cannot be said.
 */
export function printSql(operation: Operation, engine: EngineName): string | undefined {
  switch (familyOf(engine)) {
    case 'postgresql':
      return printPostgresql(operation);
    case 'mysql':
      return printMysql(operation, engine);
    case 'sqlite':
      return printSqlite(operation);
  }
}
