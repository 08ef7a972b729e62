/** The last part of a path, or the last two where a migration is a folder. */
export function fileName(path: string): string {
  const parts = path.split(/[\\/]/);
  const last = parts.at(-1) ?? path;
  return /^(migration|up|down)\.sql$/.test(last) ? parts.slice(-2).join('/') : last;
}
