import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { engines } from '../../server/src/engines/index.ts';
import { openWorkspace } from '../../server/src/node/workspace.ts';
import { alembicIni, put, revision, temporaryFolder } from '../temporary.ts';
import { command } from './command.ts';

const vocabulary = { rules: [], engines };

const ini = alembicIni.replace(/sqlalchemy\.url = .*\n/, '');

function image(name: string): string {
  return `services:\n  db:\n    image: ${name}\n`;
}

/** Two applications, each with migrations and a database of its own, in one repository. */
function twoApplications(files: Readonly<Record<string, string>> = {}) {
  const folder = temporaryFolder({
    '.git/HEAD': '',
    'apps/a/alembic.ini': ini,
    'apps/a/migrations/versions/a.py': revision('aaaa', null),
    'apps/a/docker-compose.yml': image('postgres:14'),
    'apps/b/alembic.ini': ini,
    'apps/b/migrations/versions/b.py': revision('bbbb', null),
    'apps/b/docker-compose.yml': image('mariadb:10.11'),
    ...files,
  });
  const workspace = openWorkspace({ vocabulary });
  const project = (path: string) => workspace.project(join(folder, path));
  return { folder, workspace, project };
}

test('each of two applications has the database that stands beside it', async () => {
  const { folder, project } = twoApplications({ 'docker-compose.yml': image('mysql:8.0') });
  const a = await project('apps/a/migrations/versions/a.py');
  const b = await project('apps/b/migrations/versions/b.py');
  expect([a.engine, a.engineVersion, b.engine, b.engineVersion]).toEqual(['postgresql', '14', 'mariadb', '10.11']);
  expect(a.evidence).toContainEqual({
    ...{ fact: 'engine', value: 'postgresql', basis: 'development', line: 3 },
    path: join(folder, 'apps/a/docker-compose.yml'),
    contradictions: [{ value: 'mysql', basis: 'development', path: join(folder, 'docker-compose.yml'), line: 3 }],
  });
});

test('folders that are there for it are looked into, others and what git leaves out are not', async () => {
  const { project } = twoApplications({
    'apps/a/docker-compose.yml': '',
    'infra/prod/rds.tf': 'resource "aws_db_instance" "x" {\n  engine = "postgres"\n  engine_version = "13.2"\n}\n',
    'infra/ignored/rds.tf': '',
    'build/docker-compose.yml': image('mysql:5.7'),
    'somewhere/docker-compose.yml': image('mysql:5.7'),
    '.gitignore': 'build/\n',
  });
  const { engine, engineVersion, evidence } = await project('apps/a/migrations/versions/a.py');
  expect([engine, engineVersion]).toEqual(['postgresql', '13']);
  expect(evidence.flatMap(({ contradictions = [] }) => contradictions)).toEqual([]);
});

test('a file that changes is read again', async () => {
  const { folder, workspace, project } = twoApplications();
  const path = 'apps/a/migrations/versions/a.py';
  expect((await project(path)).engineVersion).toBe('14');
  const compose = put(folder, 'apps/a/docker-compose.yml', image('postgres:16.2'));
  expect(workspace.changedOnDisk([compose])).toBe(true);
  expect((await project(path)).engineVersion).toBe('16');
  workspace.overlay(compose, image('mysql:8.0'));
  workspace.changedOnDisk([compose]);
  expect((await project(path)).engine).toBe('mysql');
});

test('notes tell how releases are made, and a setting says what holds', async () => {
  const { folder, workspace, project } = twoApplications({
    'CLAUDE.md': '# App\n\nWe deploy in a maintenance window.\n',
    'apps/a/docker-compose.yml': '',
    'apps/a/.env': 'DATABASE_URL=postgresql://u:hunter2@h/d\n',
  });
  const path = 'apps/a/migrations/versions/a.py';
  const { deployment, evidence } = await project(path);
  expect(deployment).toBe('maintenance-window');
  expect(evidence).toContainEqual({
    ...{ fact: 'deployment', value: 'maintenance-window', basis: 'notes', line: 3 },
    path: join(folder, 'CLAUDE.md'),
  });
  expect(JSON.stringify(evidence)).not.toContain('hunter2');
  writeFileSync(join(folder, '.migration-writer.json'), '{ "deployment": "zero-downtime" }');
  workspace.changedOnDisk([join(folder, '.migration-writer.json')]);
  expect((await project(path)).deployment).toBe('zero-downtime');
});

test('a project of Django is told, though its migrations are not read', async () => {
  const folder = temporaryFolder({
    '.git/HEAD': '',
    'manage.py': 'os.environ.setdefault("DJANGO_SETTINGS_MODULE", "shop.settings")\n',
    'shop/settings.py': 'DATABASES = {"default": {"ENGINE": "django.db.backends.mysql"}}\n',
  });
  const { tool, engine, evidence } = await openWorkspace({ vocabulary }).project(folder);
  expect([tool, engine]).toEqual(['django', 'mysql']);
  expect(evidence[0]).toMatchObject({ fact: 'tool', path: join(folder, 'manage.py') });
});

test('a setting changes in the file that holds, or in a new one, and a TOML file is left to its author', async () => {
  const { folder, workspace } = twoApplications({
    'apps/b/pyproject.toml': '[tool.migration-writer]\nengine = "mysql"\n',
  });
  const a = join(folder, 'apps/a/migrations/versions/a.py');
  const made = { path: join(folder, '.migration-writer.json'), text: '{\n  "engine": "mysql"\n}\n', line: 1 };
  expect(await workspace.withSetting(a, folder, 'engine', 'mysql')).toEqual(made);
  const b = join(folder, 'apps/b/migrations/versions/b.py');
  expect(await workspace.withSetting(b, folder, 'engine', 'mysql')).toEqual({
    path: join(folder, 'apps/b/pyproject.toml'),
    line: 2,
  });
});

test('the command line says in one line who says so, and who denies it', async () => {
  const { folder } = twoApplications({ 'CLAUDE.md': 'We run MySQL, and deploys are zero-downtime.\n' });
  const { out } = await command(folder, ...'check apps/a --fail-on never'.split(' '));
  expect(out).toContain(
    'Judged for PostgreSQL 14 and zero-downtime deploys (engine, engineVersion: apps/a/docker-compose.yml:3; deployment: CLAUDE.md:1; but CLAUDE.md:1 says MySQL)',
  );
  const { project } = JSON.parse(
    (await command(folder, ...'check apps/a --fail-on never --format json'.split(' '))).out,
  );
  expect(project.evidence).toContainEqual({
    ...{ fact: 'engine', value: 'postgresql', path: 'apps/a/docker-compose.yml', line: 3, basis: 'development' },
    contradictions: [{ value: 'mysql', basis: 'notes', path: 'CLAUDE.md', line: 1 }],
  });
});

test('what env.py decides for all migrations is evidence, too', async () => {
  const { folder, project } = twoApplications({
    'apps/a/migrations/env.py':
      'from alembic import context\ncontext.configure(transaction_per_migration=True, render_as_batch=False)\ncontext.run_migrations()\n',
  });
  const { evidence } = await project('apps/a/migrations/versions/a.py');
  const said = { basis: 'configuration', path: join(folder, 'apps/a/migrations/env.py') };
  expect(evidence).toContainEqual({ fact: 'transaction_per_migration', value: 'true', ...said });
  expect(evidence).toContainEqual({ fact: 'render_as_batch', value: 'false', ...said });
  expect((await project('apps/b/migrations/versions/b.py')).evidence.map(({ fact }) => fact)).not.toContain(
    'render_as_batch',
  );
});
