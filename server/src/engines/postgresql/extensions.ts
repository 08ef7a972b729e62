import type { Table } from '../../model/schema.ts';
import { mentions } from './expressions.ts';

/**
 * Whether a table needs what the extension brings: a type, a function in a default, an operator class of an index. Each
 * extension's own page says what it brings: https://www.postgresql.org/docs/current/contrib.html
 */
export const extensions: ReadonlyMap<string, (table: Table) => boolean> = new Map([
  ['btree_gin', needs({ methods: ['gin'] })],
  ['btree_gist', needs({ methods: ['gist'] })],
  ['citext', needs({ types: ['citext'] })],
  ['cube', needs({ types: ['cube'] })],
  ['hstore', needs({ types: ['hstore'] })],
  ['intarray', needs({ operators: ['gin__int_ops', 'gist__int_ops', 'gist__intbig_ops'] })],
  ['isn', needs({ types: ['ean13', 'isbn', 'isbn13', 'ismn', 'issn', 'upc'] })],
  ['ltree', needs({ types: ['ltree', 'lquery', 'ltxtquery'] })],
  ['pg_trgm', needs({ operators: ['gin_trgm_ops', 'gist_trgm_ops'] })],
  ['pgcrypto', needs({ functions: ['crypt', 'digest', 'gen_random_bytes', 'gen_salt', 'hmac'] })],
  ['postgis', needs({ types: ['geometry', 'geography', 'box2d', 'box3d'] })],
  ['seg', needs({ types: ['seg'] })],
  ['unaccent', needs({ functions: ['unaccent'] })],
  ['uuid-ossp', needs({ functions: ['uuid_generate_v1', 'uuid_generate_v1mc', 'uuid_generate_v4', 'uuid_nil'] })],
  ['vector', needs({ types: ['vector', 'halfvec', 'sparsevec'] })],
]);

interface Brought {
  readonly types?: readonly string[];
  readonly functions?: readonly string[];
  readonly operators?: readonly string[];
  /** It teaches these kinds of indexes plain types: every exclusion constraint of the kind is taken to need it. */
  readonly methods?: readonly string[];
}

function needs({ types = [], functions = [], operators = [], methods = [] }: Brought): (table: Table) => boolean {
  return ({ columns, indexes, constraints }) =>
    [...columns.values()].some(
      ({ type, default: value }) =>
        (type && types.includes(type.name.replace(/\(.*/, ''))) ||
        (value?.kind === 'expression' && functions.some((each) => mentions(value.sql, each))),
    ) ||
    indexes.some(({ keys }) =>
      keys.some(
        (key) => 'expression' in key && [...operators, ...functions].some((each) => mentions(key.expression, each)),
      ),
    ) ||
    constraints.some(
      (each) =>
        each.kind === 'exclude' &&
        methods.some((method) => new RegExp(`^using ${method}\\b`, 'i').test(each.definition)),
    );
}
