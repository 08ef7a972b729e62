import { describe, expect, it } from 'vitest';
import { patterns } from '../../server/src/plans/index.ts';
import { proofs } from '../servers/postgresql/plans/scenarios/index.ts';

/** What cannot be proven is not offered: `npm run test:servers` carries these out on real servers. */
describe('test/servers/postgresql/plans/scenarios', () => {
  it.each(patterns.map(({ id }) => id))('proves %s', (id) => {
    const commands = proofs[id]?.scenarios.map(({ command = [] }) => command.slice(0, 2)) ?? [];
    expect(commands).toContainEqual(['new', id]);
  });

  it('proves nothing that is not offered', () => {
    expect(Object.keys(proofs).filter((id) => patterns.every((each) => each.id !== id))).toEqual([]);
  });
});
