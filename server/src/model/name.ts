/** A relation or type by its name; `schema` only where it was written. Case is the author's. */
export interface Name {
  readonly schema?: string | undefined;
  readonly name: string;
}

/** As the contract prints it: `users` or `schema.users`. */
export function relationText(name: Name): string {
  return name.schema === undefined ? name.name : `${name.schema}.${name.name}`;
}

/** `users.status`, as sentences name a column. */
export function columnText(table: Name, column: string): string {
  return `${relationText(table)}.${column}`;
}
