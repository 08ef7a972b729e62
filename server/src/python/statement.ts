import { type Doc, layOut, lineLength } from './layout.ts';

/** A statement that is yet to be broken into lines. */
export type Statement =
  | Code
  | { readonly kind: 'lines'; readonly lines: readonly Line[] }
  | { readonly kind: 'block'; readonly header: string; readonly body: readonly Statement[] };

interface Code {
  readonly kind: 'code';
  readonly doc: Doc;
  /** Columns that a comment behind it takes. */
  readonly reserve?: number | undefined;
  /** What stands there instead where the code has a line that is too long. */
  readonly otherwise?: readonly Line[] | undefined;
}

/** A line to be indented, or one that stands `as` it is: inside a string, or in its place already. */
export type Line = string | { readonly as: string };

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
      return codeText(statement, indent, unit);
    case 'lines':
      return statement.lines.map((line) => lineText(line, indent)).join('\n');
    case 'block':
      return `${headerText(statement.header, indent, unit)}\n${statementsText(statement.body, indent + unit, unit)}`;
  }
}

/** Black breaks a `with` that is too long at the brackets of its call. */
function headerText(header: string, indent: string, unit: string): string {
  const [, open, inside = '', close] = /^(with [\w.]+\()(.*)(\) as \w+:)$/.exec(header) ?? [];
  if (open === undefined || indent.length + header.length <= lineLength) return indent + header;
  const fits = indent.length + unit.length + inside.length <= lineLength;
  const lines = fits ? [inside] : inside.split(/, (?=schema=)/).map((each) => `${each},`);
  return [open, ...lines.map((each) => unit + each), close].map((each) => indent + each).join('\n');
}

function codeText({ doc, reserve, otherwise }: Code, indent: string, unit: string): string {
  const text = indent + layOut(doc, { indent, unit, reserve });
  const fits = !otherwise || text.split('\n').every((line) => line.length <= lineLength);
  return fits ? text : statementText({ kind: 'lines', lines: otherwise }, indent, unit);
}

function lineText(line: Line, indent: string): string {
  if (typeof line !== 'string') return line.as;
  return line === '' ? '' : indent + line;
}
