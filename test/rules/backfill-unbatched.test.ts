import { test } from 'vitest';
import { check } from '../marked.ts';

test('nothing', () => check('\ndef upgrade():\n    pass\n', { rule: 'backfill-unbatched' }));
