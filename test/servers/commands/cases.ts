import { generatedIn } from '../../../client/src/tasks/generated.ts';
import { old } from '../postgresql/plans/alembic.ts';
import type { Ran, Shop } from './shop.ts';
import { models } from './shop.ts';

/** Something that is asked of a real Alembic by the extension's own code; it returns what was not as it should be. */
export interface Case {
  readonly name: string;
  check(shop: Shop, database: Database): Promise<readonly string[]>;
}

export interface Database {
  readonly engine: 'postgresql' | 'sqlite';
  readonly url: string;
  /** The same, with so short a patience that a lock is waited for but a moment. */
  readonly impatient: string;
  /** Keeps everyone from the table until the returned function is called. */
  lock(table: string): Promise<() => Promise<void>>;
  execute(sql: string): Promise<void>;
}

const hostile = `--sql; $(touch ran) \`touch ran\` "double" 'single' | & > ran Größe 表`;

/** No blank may stand in an id, and neither @, - nor +. */
const hostileId = `x;$(touch\${IFS}ran)"|é`;

export const cases: readonly Case[] = [
  {
    name: 'revision takes any message as it is',
    async check(shop) {
      const ran = await shop.run({ command: 'revision', message: hostile });
      const [path = ''] = generatedIn(ran.out);
      const text = shop.has(path.slice(shop.folder.length)) ? shop.read(path.slice(shop.folder.length)) : '';
      return [
        ...went(ran),
        ...same(text.includes(hostile.replaceAll('"', '\\"')) || text.includes(hostile), true, text),
        ...noneRan(shop),
      ];
    },
  },
  {
    name: 'autogenerate, upgrade by one and to the head, check, current, history, heads, branches',
    async check(shop) {
      const wrong: string[] = [];
      wrong.push(...went(await shop.run({ command: 'revision', message: 'goods', autogenerate: true })));
      wrong.push(...explained(await shop.run({ command: 'check' }), /lacks migrations/, ['upgrade first']));
      wrong.push(...went(await shop.run({ command: 'upgrade', revision: '+1' })));
      wrong.push(...went(await shop.run({ command: 'check' })));
      shop.write('models.py', models('id', 'price'));
      const check = await shop.run({ command: 'check' });
      wrong.push(...explained(check, /models have changes/, ['generate revision']));
      wrong.push(...went(await shop.run({ command: 'revision', message: 'price', autogenerate: true })));
      wrong.push(...went(await shop.run({ command: 'upgrade', revision: 'head' })));
      for (const command of ['current', 'history', 'heads'] as const)
        wrong.push(...prints(await shop.run({ command }), /\(head\)/));
      wrong.push(...went(await shop.run({ command: 'branches' })));
      wrong.push(
        ...explained(await shop.run({ command: 'upgrade', revision: '+1' }), /no migration above/, ['show revisions']),
      );
      return wrong;
    },
  },
  {
    name: 'several heads are told, chosen and merged; a merge is not undone by one step',
    async check(shop) {
      shop.revision('a', [], createGoods, dropGoods);
      shop.revision('b', ['a'], addColumn('x'), dropColumn('x'));
      shop.revision('c', ['a'], addColumn('y'), dropColumn('y'));
      const wrong: string[] = [];
      const upgrade = await shop.run({ command: 'upgrade', revision: 'head' });
      wrong.push(...explained(upgrade, /several heads/, ['merge heads', 'choose heads']));
      const revision = await shop.run({ command: 'revision', message: 'next' });
      wrong.push(...explained(revision, /several heads/, ['merge heads']));
      wrong.push(...prints(await shop.run({ command: 'branches' }), /a \(branchpoint\)/));
      wrong.push(...went(await shop.run({ command: 'revision', message: 'behind c', head: 'c' })));
      wrong.push(...went(await shop.run({ command: 'upgrade', revision: 'heads' })));
      wrong.push(...went(await shop.run({ command: 'merge', message: '--rev-id=evil', revisions: ['heads'] })));
      wrong.push(...went(await shop.run({ command: 'upgrade', revision: 'head' })));
      wrong.push(...prints(await shop.run({ command: 'current' }), /\(head\) \(mergepoint\)/));
      wrong.push(
        ...explained(await shop.run({ command: 'downgrade', revision: '-1' }), /several ways/, ['show revisions']),
      );
      wrong.push(...went(await shop.run({ command: 'downgrade', revision: 'a' })));
      wrong.push(...prints(await shop.run({ command: 'current' }), /^a\b/m));
      return wrong;
    },
  },
  {
    name: 'downgrade by one and to the base, stamp',
    async check(shop) {
      shop.revision('a', [], createGoods, dropGoods);
      shop.revision('b', ['a'], addColumn('x'), dropColumn('x'));
      const wrong: string[] = [];
      wrong.push(...went(await shop.run({ command: 'upgrade', revision: 'b' })));
      wrong.push(...went(await shop.run({ command: 'downgrade', revision: '-1' })));
      wrong.push(...prints(await shop.run({ command: 'current' }), /^a$/m));
      wrong.push(...went(await shop.run({ command: 'downgrade', revision: 'base' })));
      const below = await shop.run({ command: 'downgrade', revision: '-1' });
      wrong.push(...explained(below, /no migration below/, ['show revisions']));
      wrong.push(...went(await shop.run({ command: 'stamp', revision: 'b' })));
      wrong.push(...prints(await shop.run({ command: 'current' }), /^b \(head\)$/m));
      return wrong;
    },
  },
  {
    name: 'the SQL of both directions is printed, and nothing is run',
    async check(shop) {
      shop.revision('a', [], createGoods, dropGoods);
      shop.revision('b', ['a'], addColumn('x'), dropColumn('x'));
      const up = await shop.run({ command: 'upgrade', revision: 'base:heads', sql: true });
      const one = await shop.run({ command: 'upgrade', revision: 'a:b', sql: true });
      const down = await shop.run({ command: 'downgrade', revision: 'b:a', sql: true });
      const current = await shop.run({ command: 'current' });
      return [
        ...same([/CREATE TABLE goods/.test(up.out), /ADD COLUMN x/.test(up.out)], [true, true], up.out),
        ...same([/CREATE TABLE goods/.test(one.out), /ADD COLUMN x/.test(one.out)], [false, true], one.out),
        ...same([/DROP COLUMN x/.test(down.out), /DROP TABLE/.test(down.out)], [true, false], down.out),
        // What Alembic logs is no SQL.
        ...same(
          [up, one, down].some(({ out }) => out.includes('INFO')),
          false,
          up.out,
        ),
        ...same(current.out.trim(), '', current.output),
      ];
    },
  },
  {
    name: 'a hostile revision id is a name',
    async check(shop) {
      shop.revision(hostileId, [], createGoods, dropGoods);
      const wrong = [...went(await shop.run({ command: 'upgrade', revision: hostileId }))];
      wrong.push(...same((await shop.run({ command: 'current' })).out.trim(), `${hostileId} (head)`, 'current'));
      wrong.push(...went(await shop.run({ command: 'downgrade', revision: 'base' })));
      const dash = await shop.run({ command: 'upgrade', revision: '--sql' });
      wrong.push(...same(dash.code !== 0 && !/CREATE/.test(dash.out), true, dash.output));
      return [...wrong, ...noneRan(shop)];
    },
  },
  {
    name: 'a package called alembic beside the configuration does not hide Alembic',
    async check(shop) {
      shop.revision('a', [], createGoods, dropGoods);
      shop.write('alembic/__init__.py', '');
      return prints(await shop.run({ command: 'heads' }), /^a \(head\)$/m);
    },
  },
  {
    name: 'revisions that no file has',
    async check(shop, { execute }) {
      shop.revision('a', [], createGoods, dropGoods);
      const asked = await shop.run({ command: 'upgrade', revision: 'nowhere' });
      await shop.run({ command: 'upgrade', revision: 'a' });
      await execute(`UPDATE alembic_version SET version_num = 'elsewhere'`);
      const current = await shop.run({ command: 'current' });
      shop.revision('b', ['lost'], 'pass', 'pass');
      const parent = await shop.run({ command: 'upgrade', revision: 'head' });
      return [
        ...explained(asked, /^No file has the revision nowhere$/, ['show revisions']),
        ...explained(current, /The database is at the revision elsewhere/, ['show revisions']),
        ...explained(parent, /follows lost, and no file has it/, ['show revisions']),
      ];
    },
  },
  {
    name: 'an error in a revision is a problem at its line, also one of syntax, also in env.py',
    async check(shop) {
      shop.revision('a', [], 'op.execute("SELEC 1")', 'pass');
      const sql = await shop.run({ command: 'upgrade', revision: 'head' });
      shop.revision('a', [], 'pass)', 'pass');
      const syntax = await shop.run({ command: 'heads' });
      shop.revision('a', [], 'pass', 'raise NotImplementedError("no way back")');
      await shop.run({ command: 'upgrade', revision: 'head' });
      const refused = await shop.run({ command: 'downgrade', revision: 'base' });
      shop.write('models.py', 'import nonexistent_module\n');
      const module = await shop.run({ command: 'current' });
      return [
        ...placed(sql, shop, 'migrations/versions/a.py', 11, /SELEC/i),
        ...placed(syntax, shop, 'migrations/versions/a.py', 11, /SyntaxError/),
        ...placed(refused, shop, 'migrations/versions/a.py', 15, /no way back/),
        ...placed(module, shop, 'models.py', 1, /nonexistent_module/),
        ...explained(module, /module nonexistent_module, which the project's code imports/, ['open env.py']),
      ];
    },
  },
  {
    name: 'what is locked by others is said',
    async check(shop, { engine, impatient, lock }) {
      shop.revision('a', [], createGoods, dropGoods);
      await shop.run({ command: 'upgrade', revision: 'head' });
      shop.revision('b', ['a'], addColumn('x'), dropColumn('x'));
      shop.connect(impatient);
      const release = await lock('goods');
      const ran = await shop.run({ command: 'upgrade', revision: 'head' }).finally(release);
      return explained(
        ran,
        engine === 'sqlite' ? /holds the SQLite database locked/ : /longer than the lock timeout/,
        [],
      );
    },
  },
  {
    name: 'missing drivers, databases and addresses, without the password',
    async check(shop) {
      const wrong: string[] = [];
      const tried: readonly (readonly [string, RegExp])[] = [
        ['postgresql+asyncpg://u:s3cret@localhost/x', /driver asyncpg .* is not installed in the environment \.venv/],
        ['nosuch://u:s3cret@localhost/x', /no database called nosuch/],
        ['what is this s3cret', /URL of the database should is none/],
        ['sqlite:////nowhere/at/all.db', /folder is missing/],
        ['postgresql+psycopg2://u:s3cret@127.0.0.1:1/x', /did not answer/],
        ['postgresql+psycopg2://u:s3cret@no.such.host.invalid/x', /did not answer/],
      ];
      for (const [url, said] of tried) {
        shop.connect(url);
        const ran = await shop.run({ command: 'current' });
        wrong.push(...explained(ran, said, ran.explained.next));
        const told = JSON.stringify([ran.explained, ran.problems]);
        wrong.push(...same(told.includes('s3cret'), false, told));
        wrong.push(...same(ran.explained.next[0], 'open configuration', url));
      }
      return wrong;
    },
  },
  {
    name: 'an Alembic that is missing or too old is said',
    async check(shop) {
      shop.install(old);
      const check = await shop.run({ command: 'check' });
      shop.install(undefined);
      const none = await shop.run({ command: 'current' });
      return [
        ...explained(check, /too old: it has no command check/, []),
        ...explained(none, /^Alembic is not installed in the environment \.venv/, []),
      ];
    },
  },
  {
    name: 'a run can be stopped',
    async check(shop) {
      shop.revision('a', [], 'print("begun"); time.sleep(120)', 'pass');
      const started = Date.now();
      const program = shop.start({ command: 'upgrade', revision: 'head' });
      setTimeout(() => program.stop(), 2500);
      const ended = await program.ended;
      return [...same(ended.stopped, true, ended.output), ...same(Date.now() - started < 20_000, true, 'it went on')];
    },
  },
];

/** Of PostgreSQL only: SQLite knows nobody. */
export const refusals: readonly Case[] = [
  {
    name: 'a refused password, user and database are said',
    async check(shop, { url }) {
      const at = (user: string, database: string) =>
        url.replace('postgres@', `${user}@`).replace(/\/\w+\?/, `/${database}?`);
      const wrong: string[] = [];
      const tried: readonly (readonly [string, RegExp])[] = [
        [at('guarded:wr0ng', 'postgres'), /refused the password of guarded/],
        [at('guarded', 'postgres'), /wants a password/],
        [at('nobody_known', 'postgres'), /no user called nobody_known/],
        [at('postgres', 'nowhere'), /no database called nowhere/],
      ];
      for (const [to, said] of tried) {
        shop.connect(to);
        const ran = await shop.run({ command: 'current' });
        wrong.push(...explained(ran, said, ['open configuration', 'open env.py']));
        wrong.push(...same(JSON.stringify([ran.explained, ran.problems]).includes('wr0ng'), false, to));
      }
      return wrong;
    },
  },
];

const createGoods = 'op.create_table("goods", sa.Column("id", sa.Integer(), primary_key=True))';
const dropGoods = 'op.drop_table("goods")';

function addColumn(name: string): string {
  return `op.add_column("goods", sa.Column("${name}", sa.Integer()))`;
}

function dropColumn(name: string): string {
  return `op.drop_column("goods", "${name}")`;
}

function went(ran: Ran): readonly string[] {
  return ran.code === 0 ? [] : [`it failed: ${ran.explained.message}\n${ran.output.slice(-600)}`];
}

function prints(ran: Ran, what: RegExp): readonly string[] {
  return [...went(ran), ...same(what.test(ran.out), true, `${what} in ${ran.output}`)];
}

function explained(ran: Ran, said: RegExp, next: Ran['explained']['next']): readonly string[] {
  const { explained } = ran;
  if (ran.code === 0) return [`it did not fail, which should say ${said}`];
  if (!said.test(explained.message)) return [`“${explained.message}” is not ${said}: ${ran.output.slice(-600)}`];
  return same(explained.next, next, explained.message);
}

function placed(ran: Ran, shop: Shop, path: string, line: number, message: RegExp): readonly string[] {
  const [problem] = ran.problems;
  const found = problem && [problem.path, problem.line, message.test(problem.message)];
  return same(found, [`${shop.folder}/${path}`, line, true], `${problem?.message}: ${ran.output.slice(-600)}`);
}

function noneRan(shop: Shop): readonly string[] {
  return shop.has('ran') || shop.has('../ran') ? ['a shell has read a name'] : [];
}

function same(found: unknown, wanted: unknown, about: string): readonly string[] {
  const [left, right] = [found, wanted].map((each) => JSON.stringify(each));
  return left === right ? [] : [`${left}, not ${right}: ${about}`];
}
