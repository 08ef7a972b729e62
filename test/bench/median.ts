/** Milliseconds of the run in the middle of many, the first ones left out: by then the code is compiled. */
export function median(run: () => void, runs = 300): number {
  const times = Array.from({ length: runs }, () => {
    const start = performance.now();
    run();
    return performance.now() - start;
  });
  return middle(times.slice(runs / 3));
}

export async function medianOf(run: () => Promise<void>, runs = 300): Promise<number> {
  const times: number[] = [];
  for (let index = 0; index < runs; index++) {
    const start = performance.now();
    await run();
    times.push(performance.now() - start);
  }
  return middle(times.slice(runs / 3));
}

function middle(times: readonly number[]): number {
  return [...times].sort((a, b) => a - b)[Math.floor(times.length / 2)] ?? 0;
}
