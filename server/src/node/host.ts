import { dirname } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import type { Vocabulary } from '../project/settings.ts';
import type { Source } from '../text.ts';
import { isMigration } from './claimed.ts';
import { migrationFiles } from './found.ts';
import { loadGrammars } from './grammars.ts';
import { mainCommit } from './merged.ts';
import type { Problem } from './options.ts';
import { refusal } from './read.ts';
import { changedSince } from './since.ts';
import { inTurns } from './turns.ts';
import { liesWithMigrations } from './walk.ts';
import { type FileWorkspace, openWorkspace } from './workspace.ts';

/** The machine as the language server needs it. */
export interface FileHost extends FileWorkspace {
  readonly ready: Promise<void>;
  readonly patience: number;
  pathOf(uri: string): string | undefined;
  uriOf(path: string): string;
  migrationFiles(path: string): Promise<readonly string[]>;
  changedSince(ref: string, path: string): Promise<{ readonly paths: ReadonlySet<string> } | Problem>;
  whyUnreadable(path: string): Promise<string | undefined>;
  refusal(source: Source): string | undefined;
}

export function openHost(vocabulary: Vocabulary): FileHost {
  const ready = loadGrammars();
  // Whoever awaits it hears of a failure; nobody may await it for a while.
  ready.catch(() => undefined);
  const workspace = openWorkspace({ vocabulary, lookAgainAfter: 5000 });
  return {
    ...workspace,
    ready,
    patience: 300,
    turn: inTurns(),
    migrationFiles: (path) => migrationFiles(path, workspace),
    async changedSince(ref, path) {
      const since = ref === '' ? await mainCommit(path) : ref;
      if (since === undefined) return { problem: 'git knows no default branch here: name a commit' };
      const folder = /\.(py|sql)$/i.test(path) ? dirname(path) : path;
      const changed = await changedSince(since, [path], await migrationFiles(folder, workspace));
      // An editor has no options.
      return 'problem' in changed ? { problem: changed.problem.replace(/^--since (?=\S+: )/, '') } : changed;
    },
    async whyUnreadable(path) {
      const loaded = await workspace.load(path);
      return 'problem' in loaded ? loaded.problem : undefined;
    },
    pathOf(uri) {
      try {
        // What was never saved may have a place already; "untitled:Untitled-1" has none.
        const file = uri.replace(/^untitled:(?=\/)/, 'file:');
        return file.startsWith('file:') ? fileURLToPath(file) : undefined;
      } catch {
        // Another machine's file, or no address at all.
        return undefined;
      }
    },
    uriOf: (path) => pathToFileURL(path).href,
    refusal({ path, text }) {
      const reason = refusal(text);
      if (reason === undefined) return undefined;
      // What a file is can be told from its beginning, or from where it lies.
      const beginning = { path, text: text.slice(0, 20_000).replaceAll('\0', '') };
      return liesWithMigrations(path) || isMigration(beginning) ? reason : undefined;
    },
  };
}
