/** MD5 of a text in UTF-8, as 32 hexadecimal digits: https://www.rfc-editor.org/rfc/rfc1321 */
export function digestOf(text: string): string {
  const words = padded(new TextEncoder().encode(text));
  const state = [0x67452301, 0xefcdab89, 0x98badcfe, 0x10325476];
  for (let at = 0; at < words.length; at += 16) {
    const after = roundsOf(words.slice(at, at + 16), state);
    for (let each = 0; each < 4; each++) state[each] = ((state[each] ?? 0) + (after[each] ?? 0)) | 0;
  }
  return state.map(littleEndian).join('');
}

/** A bit behind the text, then noughts, then how many bits the text has. */
function padded(bytes: Uint8Array): readonly number[] {
  const blocks = Math.ceil((bytes.length + 9) / 64);
  const words = new Array<number>(blocks * 16).fill(0);
  const put = (at: number, byte: number) => {
    words[at >> 2] = (words[at >> 2] ?? 0) | (byte << (8 * (at % 4)));
  };
  for (const [at, byte] of bytes.entries()) put(at, byte);
  put(bytes.length, 0x80);
  words[words.length - 2] = bytes.length * 8;
  return words;
}

function roundsOf(block: readonly number[], [a0 = 0, b0 = 0, c0 = 0, d0 = 0]: readonly number[]): readonly number[] {
  let [a, b, c, d] = [a0, b0, c0, d0];
  for (let step = 0; step < 64; step++) {
    const round = step >> 4;
    const mixed = mix(round, b, c, d);
    const sum = (a + mixed + constant(step) + (block[place(round, step)] ?? 0)) | 0;
    const turn = shifts[round * 4 + (step % 4)] ?? 0;
    [a, d, c, b] = [d, c, b, (b + ((sum << turn) | (sum >>> (32 - turn)))) | 0];
  }
  return [a, b, c, d];
}

function mix(round: number, b: number, c: number, d: number): number {
  if (round === 0) return (b & c) | (~b & d);
  if (round === 1) return (d & b) | (~d & c);
  return round === 2 ? b ^ c ^ d : c ^ (b | ~d);
}

function place(round: number, step: number): number {
  if (round === 0) return step;
  if (round === 1) return (5 * step + 1) % 16;
  return (round === 2 ? 3 * step + 5 : 7 * step) % 16;
}

function constant(step: number): number {
  return Math.floor(Math.abs(Math.sin(step + 1)) * 2 ** 32) | 0;
}

const shifts = [7, 12, 17, 22, 5, 9, 14, 20, 4, 11, 16, 23, 6, 10, 15, 21];

function littleEndian(word: number): string {
  return [0, 8, 16, 24].map((by) => ((word >>> by) & 255).toString(16).padStart(2, '0')).join('');
}
