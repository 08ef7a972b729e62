/** The files that `alembic revision` and `alembic merge` say that they have written. */
export function generatedIn(out: string): readonly string[] {
  return [...out.matchAll(/^ *Generating (.+?) \.\.\. +done\s*$/gm)].map((match) => match[1] ?? '');
}
