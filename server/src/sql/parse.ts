import { loadModule } from 'libpg-query';

/** Must have resolved before the first parse. */
export async function loadSql(): Promise<void> {
  await loadModule();
}
