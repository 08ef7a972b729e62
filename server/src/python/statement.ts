import { type Doc, layOut } from './layout.ts';

/** A statement that is yet to be broken into lines. */
export type Statement =
  | { readonly kind: 'code'; readonly doc: Doc }
  /** Lines in their final shape, to be indented only; empty lines stay empty. */
  | { readonly kind: 'lines'; readonly lines: readonly string[] }
  | { readonly kind: 'block'; readonly header: string; readonly body: readonly Statement[] };

/** The lines of statements that stand one under the other, each with its indentation, joined by "\n". */
export function statementsText(statements: readonly Statement[], indent: string, unit: string): string {
  return statements.map((each) => statementText(each, indent, unit)).join('\n');
}

export function code(...doc: Doc): Statement {
  return { kind: 'code', doc };
}

function statementText(statement: Statement, indent: string, unit: string): string {
  switch (statement.kind) {
    case 'code':
      return indent + layOut(statement.doc, { indent, unit });
    case 'lines':
      return statement.lines.map((line) => (line === '' ? '' : indent + line)).join('\n');
    case 'block':
      return `${indent}${statement.header}\n${statementsText(statement.body, indent + unit, unit)}`;
  }
}
