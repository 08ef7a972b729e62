/** A path below a folder, or by itself where it is absolute; with `/`, without `.` and `..`. */
export function under(folder: string, path: string): string {
  const given = path.replaceAll('\\', '/');
  const whole = isAbsolute(given) ? given : `${folder.replaceAll('\\', '/')}/${given}`;
  const parts: string[] = [];
  for (const part of whole.split('/')) {
    if (part === '..' && parts.length > 1) parts.pop();
    else if (part !== '.' && (part !== '' || parts.length === 0)) parts.push(part);
  }
  return parts.join('/') || '/';
}

export function folderOf(path: string): string {
  return path.replaceAll('\\', '/').replace(/\/[^/]*$/, '') || '/';
}

function isAbsolute(path: string): boolean {
  return /^(\/|[A-Za-z]:\/)/.test(path);
}
