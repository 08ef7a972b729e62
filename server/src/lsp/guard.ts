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

export function reason(error: unknown): string {
  return error instanceof Error ? (error.stack ?? error.message) : String(error);
}
