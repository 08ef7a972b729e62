/** Whether an SQL expression names the column. A string that reads like it does not count. */
export function mentions(expression: string, column: string): boolean {
  const tokens =
    expression.match(/'(?:[^']|'')*'|"(?:[^"]|"")*"|`(?:[^`]|``)*`|\[[^\]]*\]|[\p{L}_][\p{L}\p{N}_$]*/gu) ?? [];
  return tokens.some((token) => !token.startsWith("'") && bare(token).toLowerCase() === column.toLowerCase());
}

function bare(token: string): string {
  return /^["`[]/.test(token) ? token.slice(1, -1) : token;
}
