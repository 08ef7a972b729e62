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
  const text = await project.migrationWriter('explain', ...paths, ...target);
  const { files }: { readonly files: readonly Explained[] } = JSON.parse(text);
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
