/** A whole number below `below`. */
export type Dice = (below: number) => number;

/** The seed of a run: `MIGRATION_WRITER_SEED`, so that a failure can be had again, or a fresh one. */
export function freshSeed(): number {
  const given = Number(process.env.MIGRATION_WRITER_SEED);
  return Number.isInteger(given) && given > 0 ? given : 1 + Math.floor(Math.random() * 2 ** 31);
}

/** Numbers that are the same for the same seed (mulberry32). */
export function diceOf(seed: number): Dice {
  let state = seed >>> 0;
  return (below) => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return Math.floor((((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32) * below);
  };
}
