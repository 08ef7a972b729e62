import { readFileSync } from 'node:fs';
import { isTable } from '../project/settings.ts';
import { shippedFile } from './shipped.ts';

export function productVersion(): string {
  const manifest: unknown = JSON.parse(readFileSync(shippedFile('package.json'), 'utf8'));
  return isTable(manifest) && typeof manifest.version === 'string' ? manifest.version : 'unknown';
}
