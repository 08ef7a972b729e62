import { dirname } from 'node:path';
import { command } from '../../../node/command.ts';
import type { AlembicProject } from './project.ts';

/**
 * Operations that make everyone wait for as long as there are rows, as the command line explains the new files, a line each. Rows are few
 * here, so that no clock tells: what each operation locks and reads is held against servers by `npm run test:servers -- postgresql`.
 */
export async function standstills(
  project: AlembicProject,
  revisions: readonly string[],
  version: number,
): Promise<readonly string[]> {
  const paths = project.files(revisions);
  const target = ['--format', 'json', '--engine', 'postgresql', '--engine-version', String(version)];
  // In this process: a new one for each scenario takes ten times as long.
  const { out, error } = await command(dirname(project.config), 'explain', ...paths, ...target);
  if (out === '') return [`explain says nothing: ${error}`];
  const { files }: { readonly files: readonly Explained[] } = JSON.parse(out);
  return files.flatMap(({ path, operations, transactions }) =>
    transactions
      .filter(({ direction }) => direction === 'up')
      .flatMap((each) => {
        const done = each.operations.flatMap((at) => operations[at] ?? []);
        const first = done.findIndex(({ effects }) => effects.blocks !== 'nothing');
        return first < 0 ? [] : done.slice(first).filter(({ effects }) => effects.work !== 'instant');
      })
      .map(({ kind, effects }) => `${path}: ${kind} while others wait: ${effects.does}`),
  );
}

interface Explained {
  readonly path: string;
  readonly operations: readonly {
    readonly kind: string;
    readonly effects: { readonly blocks: string; readonly work: string; readonly does: string };
  }[];
  readonly transactions: readonly { readonly direction: 'up' | 'down'; readonly operations: readonly number[] }[];
}
