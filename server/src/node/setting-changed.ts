import { join } from 'node:path';
import { withSetting } from '../project/set-setting.ts';
import { settingsFileName } from '../project/settings-file.ts';
import type { Places } from './known-places.ts';
import type { Layers } from './layers.ts';

export interface SettingChanged {
  readonly path: string;
  /** The whole text with the change; absent where its author must make it. */
  readonly text?: string | undefined;
  /** 1-based, where the setting stands, or should. */
  readonly line: number;
}

/** The settings file that holds for a path, else a new one in a folder, with a setting changed where it is of JSON. */
export async function settingChanged(
  { key, value }: { readonly key: string; readonly value: string },
  { path, folder }: { readonly path: string; readonly folder: string },
  layers: Layers,
  places: Pick<Places, 'source'>,
): Promise<SettingChanged> {
  const layer = (await layers.at(path)).findLast((each) => each.path !== undefined);
  const file = layer?.path ?? join(folder, settingsFileName);
  const source = await places.source(file);
  const line = layer?.lineOf?.(key) ?? 1;
  if (file.endsWith('.toml')) return { path: file, line };
  return { path: file, text: withSetting(source?.text ?? '', key, value), line };
}
