import { dirname, join, sep } from 'node:path';
import type { Layer } from '../project/project.ts';
import { readSettings, type Settings, type Vocabulary } from '../project/settings.ts';
import {
  readSettingsFile,
  type SettingsFile,
  type SettingsProblem,
  settingsFileName,
} from '../project/settings-file.ts';
import type { Source } from '../text.ts';
import type { Disk } from './disk.ts';
import { ancestors } from './place.ts';

/** A layer, and the folder that relative paths in it start from. */
export interface PlacedLayer extends Layer {
  readonly folder: string;
}

/** Where settings come from: the editor below, the nearest settings file above it, the command line on top. */
export interface Layers {
  at(path: string): Promise<readonly PlacedLayer[]>;
  problems(path: string): Promise<readonly SettingsProblem[]>;
  check(source: Source): readonly SettingsProblem[] | undefined;
  /** What a settings file says of what is applied, and in which line. */
  startAfterIn(source: Source): { readonly revision: string; readonly line: number } | undefined;
  configure(settings: ReadonlyMap<string, unknown>): readonly string[];
}

export interface LayerOptions {
  readonly vocabulary: Vocabulary;
  readonly settings?: Settings | undefined;
  readonly config?: string | undefined;
}

export function openLayers({ vocabulary, settings, config }: LayerOptions, disk: Disk): Layers {
  let editor: readonly PlacedLayer[] = [];
  const fileFor = async (path: string): Promise<SettingsFile | undefined> => {
    const candidates =
      config === undefined ? ancestors(path).flatMap((each) => fileNames.map((name) => join(each, name))) : [config];
    for (const source of await Promise.all(candidates.map((each) => disk.read(each)))) {
      const file = source && readSettingsFile(source, vocabulary);
      if (file) return file;
    }
    return undefined;
  };
  return {
    async at(path) {
      const file = await fileFor(path);
      const own = editor.filter((each) => each.folder === '' || path.startsWith(each.folder + sep));
      return [
        ...own,
        ...(file ? [{ ...file, folder: dirname(file.path) }] : []),
        ...(settings ? [{ settings, folder: process.cwd() }] : []),
      ];
    },
    problems: async (path) => (await fileFor(path))?.problems ?? [],
    check: (source) =>
      fileNames.some((name) => source.path.endsWith(sep + name))
        ? readSettingsFile(source, vocabulary)?.problems
        : undefined,
    startAfterIn(source) {
      const file = readSettingsFile(source, vocabulary);
      const revision = file?.settings.startAfter;
      return file && revision !== undefined ? { revision, line: file.lineOf('startAfter') } : undefined;
    },
    configure(byFolder) {
      const readings = [...byFolder].map(([folder, value]) => ({ folder, ...readSettings(value ?? {}, vocabulary) }));
      // The outer folder first, so that the inner one wins.
      editor = readings.sort((a, b) => a.folder.length - b.folder.length);
      // Unknown keys are the editor's to mark; its client keeps settings of its own in the same section.
      return readings.flatMap(({ problems }) => problems.flatMap((each) => (each.unknown ? [] : [each.message])));
    },
  };
}

const fileNames = [settingsFileName, 'pyproject.toml'];
