/** Milliseconds of work after which the editor's questions have their turn: less than a screen shows a picture. */
const slice = 12;

/** Asked after each piece of a long work: whoever else waits is heard when it has taken long enough. */
export function inTurns(): () => Promise<void> | undefined {
  let since = performance.now();
  return () => {
    if (performance.now() - since < slice) return undefined;
    return new Promise((resolve) => {
      setImmediate(() => {
        since = performance.now();
        resolve();
      });
    });
  };
}
