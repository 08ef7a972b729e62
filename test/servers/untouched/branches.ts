import type { Databases } from '../databases.ts';
import type { Alembic } from '../postgresql/plans/alembic.ts';
import { catalog, differenceOf } from '../postgresql/plans/catalog.ts';
import { initProject } from '../postgresql/plans/project.ts';

const tables = `op.create_table(
    "users",
    sa.Column("id", sa.Integer(), primary_key=True),
    sa.Column("email", sa.String(80)),
    sa.Column("name", sa.String(50)),
)`;

const target = ['--engine', 'postgresql', '--engine-version', '15', '--branches', 'expand,contract'];
const renamed = ['rename-column', '--table', 'users', '--column', 'email', '--to', 'mail'];
const bound = ['set-not-null', '--table', 'users', '--column', 'name', '--value', "'none'", '--form', 'phased'];

/**
 * The phases of two changes, one behind the other, on two labelled branches: Alembic reads them, runs what expands by itself, then all of
 * it, and takes it back.
 */
export async function proveBranches(databases: Databases, alembic: Alembic): Promise<readonly string[]> {
  const project = await initProject(alembic, await databases.next());
  const { config } = project;
  try {
    project.write('first', undefined, tables, 'pass');
    await alembic.upgrade(config, 'head');
    await alembic.fill(config, 200);
    const state = () => alembic.state(config, catalog);
    const before = await state();
    await project.migrationWriter('new', ...renamed, ...target);
    await project.migrationWriter('new', ...bound, ...target);
    const wrong: string[] = [];
    const expect = async (what: string, found: Promise<readonly string[]>, wanted: readonly string[]) => {
      const said = (await found).map((line) => line.replace(/\b[0-9a-f]{12}\b/g, 'N')).sort();
      const difference = differenceOf([...wanted].sort(), said);
      wrong.push(...difference.map((line) => `${what}: ${line}`));
    };
    await expect('heads', alembic.heads(config), ['N (contract) (head)', 'N (expand) (effective head)']);
    await expect('history', alembic.history(config), history);
    await alembic.upgrade(config, 'expand@head');
    await expect('both names', alembic.ask(config, 'SELECT count(*) FROM users WHERE mail = email'), ['200']);
    await alembic.upgrade(config, 'heads');
    await expect('current', alembic.current(config), ['N (head)', 'N (effective head)']);
    const columns = "SELECT column_name FROM information_schema.columns WHERE table_name = 'users'";
    await expect('columns', alembic.ask(config, columns), ['id', 'name', 'mail']);
    const after = await state();
    await alembic.downgrade(config, 'first');
    wrong.push(...differenceOf(before, await state()).map((line) => `behind the downgrade: ${line}`));
    await alembic.upgrade(config, 'heads');
    wrong.push(...differenceOf(after, await state()).map((line) => `behind the second upgrade: ${line}`));
    for (const to of ['contract@-1', 'contract@-1', 'expand@-1']) await alembic.downgrade(config, to);
    return wrong;
  } finally {
    project.remove();
  }
}

const history = [
  '<base> -> first (branchpoint), first',
  'first -> N (expand), add users mail beside email',
  'N -> N (expand), backfill users mail',
  'N -> N (expand) (effective head), backfill users name',
  'first (N) -> N (contract), drop users email',
  'N (N) -> N (contract) (head), set users name not null',
];
