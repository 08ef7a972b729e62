import { format } from '@wasm-fmt/ruff_fmt';
import { expect } from 'vitest';
import { revisionHeader } from '../../server/src/analysis/example.ts';
import { scaffold } from '../../server/src/analysis/scaffold.ts';
import { parsePython } from '../../server/src/python/parse.ts';
import { readSql } from '../../server/src/sql/parse.ts';
import { memoryWorkspace, type Setting } from '../marked.ts';

/**
 * The files of a pattern, each below its title, without what every revision begins with; or the words against it. Each parses, and
 * Black leaves it alone.
 */
export async function scaffolded(
  pattern: string,
  answers: Readonly<Record<string, string>>,
  setting: Setting = {},
): Promise<string> {
  const sql = setting.tool === 'sql';
  const source = sql
    ? { path: `/app/${setting.path ?? 'migrations/0100_change.sql'}`, text: 'SELECT 1;\n' }
    : { path: '/app/migrations/versions/b2_change.py', text: revisionHeader };
  const made = await scaffold(pattern, answers, source.path, memoryWorkspace(source, setting));
  if ('problem' in made) return made.problem;
  for (const { path, text } of made.files) {
    if (sql) {
      const errors = readSql(text, setting.engine ?? 'postgresql').flatMap(({ error }) => error ?? []);
      expect(errors, text).toEqual([]);
      continue;
    }
    expect(format(text, path)).toBe(text);
    expect(parsePython(text).firstError, text).toBeUndefined();
  }
  return `\n${made.files.map(({ path, text }) => shown(path, text)).join('\n')}`;
}

/** The docstring's first line and checklist, and both functions. */
function shown(path: string, text: string): string {
  if (path.endsWith('.sql')) return `-- ${path.replace('/app/migrations/', '')}\n${text}`;
  const [, docstring = ''] = /^"""([\s\S]*?)(?:\n\nRevision ID|""")/.exec(text) ?? [];
  const checklist = [...text.matchAll(/^- \[ \] .*(?:\n {2,}.*)*/gm)].map(([line]) => `\n# ${line}`);
  return `# ${docstring.split('\n')[0]}${checklist.join('')}${text.slice(text.indexOf('\n\ndef upgrade')).replace(/\n\n\n/g, '\n\n')}`;
}
