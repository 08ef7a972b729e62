import type { Operation } from '../../model/operation.ts';
import { applyEdits, contains, type Edit, type Span } from '../../text.ts';
import { readSql } from '../parse.ts';
import { saysAll } from '../says-all.ts';
import { insertions } from './insertions.ts';
import { same } from './same.ts';
import { printed, type WrittenStatement } from './written-statement.ts';

/** An operation of the statement, and what it is to be. */
export interface Setting {
  /** Its place among the statement's operations. */
  readonly index: number;
  readonly to: Operation;
}

/**
 * The edits after which the statement says what it is to say: clauses put in where that is known to do, else the action or
 * the whole statement printed anew where nothing of it would be lost. What comes of it is read again: undefined where it
 * does not say exactly that.
 */
export function setStatement(statement: WrittenStatement, settings: readonly Setting[]): readonly Edit[] | undefined {
  const edits: Edit[] = [];
  for (const setting of settings) {
    const found = setOne(statement, setting);
    if (!found) return undefined;
    edits.push(...found.filter((each) => !edits.some((other) => same(each, other))));
  }
  return reaches(statement, edits, settings) ? edits : undefined;
}

function setOne(statement: WrittenStatement, setting: Setting): readonly Edit[] | undefined {
  const from = statement.operations[setting.index];
  const action = from && statement.actions.find((each) => contains(each, from.head));
  if (!from || same(from.operation, setting.to)) return from && [];
  if (action || !statement.isAlter) {
    const inserted = insertions(statement, action ?? statement.span, from.operation, setting.to);
    if (inserted.length > 0 && reaches(statement, inserted, [setting])) return inserted;
  }
  const anew = action ? actionAnew(statement, action, from.operation, setting.to) : undefined;
  const edits = anew ?? statementAnew(statement, from.operation, setting.to);
  return edits && reaches(statement, edits, [setting]) ? edits : undefined;
}

function actionAnew(
  { text, engine, isAlter, span, lower, actions }: WrittenStatement,
  action: Span,
  from: Operation,
  to: Operation,
): readonly Edit[] | undefined {
  const [first] = actions;
  if (!isAlter || !first) return undefined;
  const lead = text.slice(span.start, first.start);
  if (!saysAll(lead + text.slice(action.start, action.end), from, engine)) return undefined;
  const anew = printedAction(to, { engine, lower });
  return anew === undefined ? undefined : [{ span: action, text: anew }];
}

/** What an operation says behind `ALTER TABLE name`; undefined where it is another statement, or several. */
export function printedAction(
  operation: Operation,
  style: Pick<WrittenStatement, 'engine' | 'lower'>,
): string | undefined {
  const sql = printed(operation, style);
  if (sql === undefined || !('table' in operation)) return undefined;
  const [statement, second] = readSql(sql, style.engine);
  if (!statement || second) return undefined;
  const [operationHead] = statement.operations;
  const lead = /^alter table (?:only )?(?:[^\s".`]+|"[^"]*"|`[^`]*`)(?:\.(?:[^\s".`]+|"[^"]*"|`[^`]*`))?\s+/i.exec(sql);
  return operationHead && lead ? sql.slice(lead[0].length) : undefined;
}

function statementAnew(
  { text, engine, lower, span, operations }: WrittenStatement,
  from: Operation,
  to: Operation,
): readonly Edit[] | undefined {
  if (operations.length !== 1 || !saysAll(text.slice(span.start, span.end), from, engine)) return undefined;
  const anew = printed(to, { engine, lower });
  return anew === undefined ? undefined : [{ span, text: anew }];
}

/** Whether the statement, read again, does what it did, but for what was to be set. */
function reaches(statement: WrittenStatement, edits: readonly Edit[], settings: readonly Setting[]): boolean {
  const { text, span, operations, engine } = statement;
  const ordered = [...edits].sort((a, b) => a.span.start - b.span.start);
  if (ordered.some((each, index) => each.span.start < (ordered[index - 1]?.span.end ?? 0))) return false;
  const shifted = edits.map((edit) => ({
    text: edit.text,
    span: { start: edit.span.start - span.start, end: edit.span.end - span.start },
  }));
  const [now, second] = readSql(applyEdits(text.slice(span.start, span.end), shifted), engine);
  if (!now || second || now.operations.length !== operations.length) return false;
  return now.operations.every(({ operation }, index) => {
    const set = settings.find((each) => each.index === index)?.to;
    if (set) return same(operation, set);
    const before = operations[index]?.operation;
    return same(operation, before) || same({ ...operation, online: undefined }, { ...before, online: undefined });
  });
}
