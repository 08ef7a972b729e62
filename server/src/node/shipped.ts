import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { join } from 'node:path';

/** A file of the installed product (`package.json`, `templates/…`), wherever this code runs from: the bundle or the sources. */
export function shippedFile(name: string): string {
  const tops = ['..', '../../..'].map((up) => join(import.meta.dirname, up));
  return join(tops.find((top) => existsSync(join(top, name))) ?? '.', name);
}

/** WebAssembly lies beside the bundle; the sources take it from its package. */
export function wasm(from: string, name: string): Promise<Uint8Array> {
  const beside = join(import.meta.dirname, name);
  if (existsSync(beside)) return readFile(beside);
  return readFile(createRequire(join(import.meta.dirname, 'shipped.ts')).resolve(`${from}/${name}`));
}
