import type { Analysis } from '../analysis/analyze.ts';

/** Does the work; a failure is logged with what was being done, and `otherwise` is the answer. */
export type Guard = <T>(what: string, otherwise: T, work: () => Promise<T>) => Promise<T>;

/** One request that fails must not take the server down. */
export function guardWith(log: (message: string) => void): Guard {
  return async (what, otherwise, work) => {
    try {
      return await work();
    } catch (error) {
      log(`${what} failed: ${reason(error)}`);
      return otherwise;
    }
  };
}

/** Rules, and fixes of them, that threw. */
export function logFailures(
  failures: Analysis['failures'],
  { source }: Pick<Analysis, 'source'>,
  log: (message: string) => void,
): void {
  for (const { rule, error } of failures) log(`Rule ${rule} failed on ${source.path}: ${reason(error)}`);
}

export function reason(error: unknown): string {
  return error instanceof Error ? (error.stack ?? error.message) : String(error);
}
