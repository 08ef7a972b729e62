import { isBuiltin } from '../../python/evaluate.ts';
import type { Call } from '../../python/values.ts';

/** Modules whose functions leave the database alone, or that are read for what they do. */
const harmless = new Set(
  'alembic sqlalchemy sqlmodel logging warnings os sys re json uuid datetime time random string math decimal enum typing itertools functools collections operator textwrap inspect pathlib hashlib secrets base64 copy io csv contextlib dataclasses abc types pprint traceback importlib asyncio concurrent threading shutil tempfile glob zoneinfo calendar struct binascii urllib html unicodedata locale platform getpass socket signal gc weakref numbers fractions statistics heapq bisect array queue __future__ tqdm structlog loguru click rich pytz dateutil'.split(
    ' ',
  ),
);

/** Whether nothing that a module of this name holds can be the application's own. */
export function isHarmless(module: string): boolean {
  return harmless.has(module.split('.')[0] ?? '');
}

/** Whether the call runs code of another file or package, which may do anything. */
export function isElsewhere(call: Call): boolean {
  if (call.path === '' || call.path.startsWith('<')) return call.path === '';
  const root = /^[^.([]*/.exec(call.path)?.[0] ?? '';
  if (root === '') return true;
  if (harmless.has(root)) return false;
  if (isBuiltin(root)) return false;
  return !/(^|\.)(logger|log|_logger|LOG|LOGGER)\b/.test(call.path) && !/(^|\.)(get_?logger)\b/i.test(call.path);
}
