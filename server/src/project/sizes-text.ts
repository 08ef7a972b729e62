/** The text of a stats file: by table, its rows and bytes; tables of which nobody knows the rows are left out. */
export function sizesText(
  tables: readonly {
    readonly schema?: string | undefined;
    readonly table: string;
    readonly rows: number | undefined;
    readonly bytes?: number | undefined;
  }[],
): string {
  const lines = tables.flatMap(({ schema, table, rows, bytes }) =>
    rows === undefined
      ? []
      : [
          `  ${JSON.stringify(named(schema, table))}: ${JSON.stringify({ rows, ...(bytes !== undefined && { bytes }) })}`,
        ],
  );
  return lines.length === 0 ? '{}\n' : `{\n${lines.join(',\n')}\n}\n`;
}

/** A name that is more than a word has quotes, so that its dots are its own. */
function named(schema: string | undefined, table: string): string {
  return [...(schema === undefined ? [] : [schema]), table].map(quoted).join('.');
}

function quoted(name: string): string {
  return /^[\w$]+$/.test(name) ? name : `"${name.replaceAll('"', '""')}"`;
}
