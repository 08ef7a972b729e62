import { type EngineName, familyOf } from '../../model/engine.ts';
import { tokensOf } from '../../sql/lex.ts';
import type { Naming } from './naming.ts';

/** A statement with its semicolon, and with what the tool needs to see where one ends that holds semicolons itself. */
export function ended(statement: string, { scheme }: Pick<Naming, 'scheme'>, engine: EngineName): string {
  const text = `${statement};`;
  if (!holdsSemicolon(statement, engine)) return text;
  if (scheme.id === 'goose') return `-- +goose StatementBegin\n${text}\n-- +goose StatementEnd`;
  if (scheme.id === 'sql-migrate') return `-- +migrate StatementBegin\n${text}\n-- +migrate StatementEnd`;
  if (scheme.id === 'play') return `${statement.replaceAll(';', ';;')};`;
  const mysql = familyOf(engine) === 'mysql';
  return mysql && scheme.id === 'flyway' ? `DELIMITER //\n${statement}//\nDELIMITER ;` : text;
}

function holdsSemicolon(statement: string, engine: EngineName): boolean {
  return tokensOf(statement, engine).some(({ start, end }) => /;/.test(statement.slice(start, end)));
}
