import { type EngineName, familyOf } from '../model/engine.ts';
import { readSql } from './parse.ts';
import { isTakenByGrammar } from './tree/parse.ts';

/**
 * Whether a whole grammar takes the statement: PostgreSQL's own, or node-sql-parser's for the other engines, which refuses
 * some that its server takes. Such a statement was read clause by clause, and nobody vouches for the rest of its words.
 */
export function isGrammarChecked(statement: string, engine: EngineName): boolean {
  return familyOf(engine) === 'postgresql'
    ? readSql(statement, engine).every((each) => each.error === undefined)
    : isTakenByGrammar(statement, engine);
}
