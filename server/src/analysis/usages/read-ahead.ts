import type { Source } from '../../text.ts';
import { classesOf } from './classes.ts';
import { statementsOf } from './named-in-sql.ts';
import { saidBy } from './table-of.ts';

/** Reads what is kept of a file: whoever does this file by file has little left to do when all are asked at once. */
export function readAhead(source: Source): void {
  for (const each of classesOf(source)) saidBy(each);
  statementsOf(source);
}
