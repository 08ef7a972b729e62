import { readFile, stat } from 'node:fs/promises';

/** The text of a file, or why there is none, as the end of a sentence that begins with its path. */
export type Text = { readonly text: string } | { readonly problem: string };

/** A migration is written by hand; what is larger than this is data. */
const largestFile = 2 * 1024 * 1024;

export async function readText(path: string): Promise<Text> {
  try {
    return readOf(path, (await stat(path)).size);
  } catch (error) {
    return { problem: reasonOf(error) };
  }
}

/** The same where its size is known. */
export async function readOf(path: string, size: number): Promise<Text> {
  try {
    return size > largestFile ? { problem: tooLarge } : decode(await readFile(path));
  } catch (error) {
    return { problem: reasonOf(error) };
  }
}

/** A byte order mark stays in the text, so that offsets are the file's own. */
export function decode(bytes: Uint8Array): Text {
  if (bytes.length > largestFile) return { problem: tooLarge };
  if (isUtf16(bytes)) return { problem: 'is UTF-16 text, and only UTF-8 is read' };
  if (bytes.includes(0)) return { problem: 'is a binary file' };
  try {
    return { text: utf8.decode(bytes) };
  } catch {
    return { problem: 'is not UTF-8 text' };
  }
}

/** As its byte order mark says. */
function isUtf16([first, second]: Uint8Array): boolean {
  return (first === 0xff && second === 0xfe) || (first === 0xfe && second === 0xff);
}

const utf8 = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });

/** Why a text of the editor is not analysed; undefined where it is. */
export function refusal(text: string): string | undefined {
  if (text.length > largestFile) return tooLarge;
  return text.includes('\0') ? 'is a binary file' : undefined;
}

/** The operating system's reason in words. */
export function reasonOf(error: unknown): string {
  const code = error instanceof Error && 'code' in error ? String(error.code) : '';
  return reasons[code] ?? (error instanceof Error ? error.message : String(error));
}

const tooLarge = `is larger than ${largestFile / 1024 / 1024} MB and was not analysed`;

const reasons: Readonly<Record<string, string>> = {
  ENOENT: 'does not exist',
  EEXIST: 'cannot be written: something of that name is in the way',
  EACCES: 'cannot be accessed: permission denied',
  EPERM: 'cannot be accessed: operation not permitted',
  EISDIR: 'is a folder',
  ENOTDIR: 'does not exist: a part of its path is not a folder',
  EROFS: 'cannot be written: the file system is read-only',
  ENOSPC: 'cannot be written: the disk is full',
  ELOOP: 'cannot be read: its links go in a circle',
  ENAMETOOLONG: 'cannot be used: the name is too long',
};
