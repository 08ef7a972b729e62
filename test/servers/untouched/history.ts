/** A file that was written. */
export interface Written {
  readonly id: string;
  readonly title: string;
  readonly text: string;
}

/** What `alembic history` says of those that follow the first revision, the last one first. */
export function wrongInHistory(lines: readonly string[], made: readonly Written[]): readonly string[] {
  const said = lines.filter((line) => !line.startsWith('<base>')).reverse();
  const wanted = made.map(({ id, title }, at) => {
    const head = at === made.length - 1 ? ' (head)' : '';
    return `${made[at - 1]?.id ?? 'first'} -> ${id}${head}, ${title}`;
  });
  return JSON.stringify(said) === JSON.stringify(wanted)
    ? []
    : [`history says ${said.join('; ')} for ${wanted.join('; ')}`];
}
