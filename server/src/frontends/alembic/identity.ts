import type { Identity } from '../../model/frontend.ts';

/** https://alembic.sqlalchemy.org/en/latest/api/runtime.html#alembic.runtime.environment.EnvironmentContext.configure */
export const identity: Identity = {
  longest: 32,
  table: 'alembic_version',
  column: 'version_num',
  refusal(id) {
    const meaning = words.get(id);
    if (meaning !== undefined) return `"${id}" means ${meaning} on the command line`;
    const signs = [...'@-+:'].filter((sign) => id.includes(sign));
    return signs.length > 0
      ? `${signs.join(' and ')} may not stand in an id, because targets such as "${examples[signs[0] ?? '']}" are made of it`
      : undefined;
  },
};

/** https://alembic.sqlalchemy.org/en/latest/branches.html and relative identifiers in its tutorial */
const words: ReadonlyMap<string, string> = new Map([
  ['base', 'the empty database'],
  ['head', 'the newest revision'],
  ['heads', 'the newest revisions of all branches'],
  ['current', 'the revision that the database is at'],
]);

const examples: Readonly<Record<string, string>> = {
  '@': 'branch@head',
  '-': 'head-1',
  '+': 'base+2',
  ':': 'base:head',
};
