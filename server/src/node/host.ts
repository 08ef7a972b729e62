import { fileURLToPath, pathToFileURL } from 'node:url';
import type { Vocabulary } from '../project/settings.ts';
import type { Source } from '../text.ts';
import { loadGrammars } from './grammars.ts';
import { refusal } from './read.ts';
import { type FileWorkspace, isMigration, openWorkspace } from './workspace.ts';

/** The machine as the language server needs it. */
export interface FileHost extends FileWorkspace {
  readonly ready: Promise<void>;
  pathOf(uri: string): string | undefined;
  uriOf(path: string): string;
  refusal(source: Source): string | undefined;
}

export function openHost(vocabulary: Vocabulary): FileHost {
  const ready = loadGrammars();
  // Whoever awaits it hears of a failure; nobody may await it for a while.
  ready.catch(() => undefined);
  return {
    ...openWorkspace({ vocabulary, lookAgainAfter: 5000 }),
    ready,
    pathOf: (uri) => (uri.startsWith('file:') ? fileURLToPath(uri) : undefined),
    uriOf: (path) => pathToFileURL(path).href,
    refusal({ path, text }) {
      const reason = refusal(text);
      // What a file is can be told from its beginning.
      return reason !== undefined && isMigration({ path, text: text.slice(0, 20_000) }) ? reason : undefined;
    },
  };
}
