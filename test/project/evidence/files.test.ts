import { expect, test } from 'vitest';
import { cluesIn } from '../../../server/src/project/evidence/index.ts';
import { cluesOf } from '../clues.ts';

test('dependencies tell drivers and what is built on them, wherever a language keeps them', () => {
  expect(cluesOf('requirements.txt', 'Django==5.0\npsycopg[binary]>=3\n# pymysql\n')).toEqual([
    '1 orm Django (dependencies)',
    '1 tool django (dependencies)',
    '2 engine postgresql (dependencies)',
    '2 driver psycopg (dependencies)',
  ]);
  const pyproject = `[project]
classifiers = ["Framework :: Django", "Topic :: Database :: MySQL"]
dependencies = ["sqlalchemy[asyncio]>=2", "alembic", "asyncpg"]

[dependency-groups]
dev = [
  "aiosqlite",
]
`;
  expect(cluesOf('pyproject.toml', pyproject)).toEqual([
    '3 orm SQLAlchemy (dependencies)',
    '3 tool alembic (dependencies)',
    '3 engine postgresql (dependencies)',
    '3 driver asyncpg (dependencies)',
    '7 engine sqlite (tests)',
    '7 driver aiosqlite (tests)',
  ]);
  expect(cluesOf('requirements-dev.txt', 'aiosqlite\n')[0]).toBe('1 engine sqlite (tests)');
  expect(cluesOf('uv.lock', 'name = "mysqlclient"\n')[0]).toBe('1 engine mysql (dependencies) loose');
  expect(cluesOf('go.mod', 'require (\n\tgithub.com/jackc/pgx/v5 v5.5.0\n)\n')[0]).toBe(
    '2 engine postgresql (dependencies)',
  );
  expect(cluesOf('package.json', '{\n  "dependencies": {\n    "pg": "^8"\n  }\n}\n')[0]).toBe(
    '3 engine postgresql (dependencies)',
  );
  expect(cluesOf('Cargo.toml', '[dependencies]\ndiesel = { version = "2" }\n')[0]).toBe('2 orm Diesel (dependencies)');
});

test('of variables only the engine is kept, never a value', () => {
  const text = 'DATABASE_URL=postgresql://app:hunter2@db.example/app\nPOSTGRES_VERSION=15\nMYSQL_PASSWORD=s3cret\n';
  expect(cluesOf('.env.example', text)).toEqual([
    '1 engine postgresql (development)',
    '2 engine postgresql (development)',
    '2 engineVersion 15 of postgresql (development)',
    '3 engine mysql (development) loose',
  ]);
  expect(JSON.stringify(cluesIn({ path: '/app/.env', text }))).not.toMatch(/hunter2|s3cret|example|app:/);
  expect(cluesOf('.env', 'ROMM_DB_DRIVER=mariadb\nLOG=mysql\n')).toEqual(['1 engine mariadb (development)']);
});

test('Terraform says what production runs', () => {
  const text = `resource "aws_db_instance" "main" {
  engine         = "postgres"
  engine_version = "15.4"
}

resource "aws_elasticache_cluster" "cache" {
  engine         = "redis"
  engine_version = "7.0"
}

resource "google_sql_database_instance" "other" {
  database_version = "MYSQL_8_0"
}

resource "azurerm_postgresql_flexible_server" "third" {
  version = "14"
}

resource "aws_rds_cluster" "aurora" {
  engine_version = var.version
  engine         = "aurora-mysql"
}
`;
  expect(cluesOf('infra/rds.tf', text)).toEqual([
    '2 engine postgresql (production)',
    '3 engineVersion 15.4 of postgresql (production)',
    '12 engine mysql (production)',
    '12 engineVersion 8.0 of mysql (production)',
    '15 engine postgresql (production)',
    '16 engineVersion 14 of postgresql (production)',
    '21 engine mysql (production)',
  ]);
});

test('names of Terraform are looked up in the file, and say by themselves what another file takes', () => {
  const text = `variable "pg" {
  default = "15.4"
}
variable "unused_password" { default = "hunter2" }
locals {
  kind = "postgres"
}
resource "aws_db_instance" "main" {
  engine         = local.kind
  engine_version = var.pg
}
`;
  expect(cluesOf('infra/rds.tf', text)).toEqual([
    '6 engine postgresql (production)',
    '2 engineVersion 15.4 of postgresql (production)',
  ]);
  const values = 'db_engine = "aurora-mysql"\ndb_engine_version = "8.0"\ndb_password = "hunter2"\n';
  expect(cluesOf('prod.tfvars', values)).toEqual([
    '1 engine mysql (production)',
    '2 engine mysql (production)',
    '2 engineVersion 8.0 of mysql (production)',
  ]);
  expect(cluesOf('staging.tfvars', 'postgres_version = 16\n')[1]).toBe(
    '1 engineVersion 16 of postgresql (development)',
  );
  expect(cluesOf('redis.tfvars', 'cache_engine = "redis"\ncache_engine_version = "7.0"\nversion = "3"\n')).toEqual([]);
});

test('versions that stand beside the image: arguments, a matrix, a list in one line', () => {
  expect(cluesOf('Dockerfile', 'ARG PG=16\nFROM postgres:${PG}-bookworm\n')[1]).toBe(
    '2 engineVersion 16 of postgresql (development)',
  );
  expect(cluesOf('Dockerfile', 'FROM postgres:${PG}\n')).toEqual(['1 engine postgresql (development)']);
  expect(cluesOf('compose.yml', '        POSTGRES_VERSION: 14\n        APP_VERSION: 3\n')[1]).toBe(
    '1 engineVersion 14 of postgresql (development)',
  );
  const matrix = 'matrix:\n  pg: [13, "17"]\n  python: [3]\nimage: postgres:${{ matrix.pg }}\n';
  expect(cluesOf('.github/workflows/ci.yml', matrix)).toEqual([
    '4 engine postgresql (tests)',
    '4 engineVersion 13 of postgresql (tests)',
    '4 engine postgresql (tests)',
    '4 engineVersion 17 of postgresql (tests)',
  ]);
  expect(cluesOf('.gitlab-ci.yml', 'services: ["redis:7", "postgres:12"]\n')[1]).toBe(
    '1 engineVersion 12 of postgresql (tests)',
  );
});

test('CloudFormation and charts', () => {
  const stack = `Resources:
  Db:
    Type: AWS::RDS::DBInstance
    Properties:
      Engine: mysql
      EngineVersion: "8.0.35"
`;
  expect(cluesOf('cloudformation/template.yaml', stack)).toEqual([
    '5 engine mysql (production)',
    '6 engineVersion 8.0.35 of mysql (production)',
  ]);
  expect(cluesOf('chart/Chart.yaml', 'dependencies:\n  - name: postgresql\n    version: 12.1.2\n')).toEqual([
    '2 engine postgresql (development)',
  ]);
});

test("Django's settings, and URLs in settings that are Python", () => {
  const django = `DATABASES = {
    "default": {
        "ENGINE": "django.db.backends.postgresql",
    }
}
`;
  expect(cluesOf('shop/settings.py', django)).toEqual([
    '3 engine postgresql (configuration)',
    '3 orm Django (configuration)',
  ]);
  const configured = 'DATABASES = {"default": dj_database_url.config(default="postgres://localhost/shop")}\n';
  expect(cluesOf('shop/settings/base.py', configured)).toEqual(['1 engine postgresql (configuration)']);
  expect(cluesOf('shop/settings/test.py', 'URL = "sqlite:///test.db"\n')).toEqual(['1 engine sqlite (tests)']);
  expect(cluesOf('shop/models.py', django)).toEqual([]);
  const manage = 'os.environ.setdefault("DJANGO_SETTINGS_MODULE", "shop.settings")\n';
  expect(cluesOf('manage.py', manage)).toEqual(['- tool django (configuration)']);
});

test.each([
  ['We run PostgreSQL 15 on RDS.', ['engine postgresql', 'engineVersion 15']],
  ['The database is **MariaDB 10.11**, not MySQL.', ['engine mariadb', 'engineVersion 10.11']],
  [
    '- Postgres (version 16.2), SQLAlchemy 2 and Alembic',
    ['engine postgresql', 'engineVersion 16.2', 'tool alembic', 'orm SQLAlchemy'],
  ],
  ['We do not use MySQL.', []],
  ['MySQL is no longer supported', []],
  ['Formerly on MySQL 5.7', []],
  ['We moved from MySQL to something else.', []],
  ['PostgreSQL rather than MySQL', ['engine postgresql']],
  ["We don't have maintenance windows.", []],
  ['There is no maintenance window.', []],
  ['Deployment: downtime is acceptable', ['deployment maintenance-window']],
  ['Downtime is never acceptable.', []],
  ['Deploys are zero-downtime.', ['deployment zero-downtime']],
  ['Every release must go out with no downtime', ['deployment zero-downtime']],
  ['We use rolling deploys on Kubernetes.', ['deployment zero-downtime']],
  ['Zero-downtime deploys are not needed.', []],
  ['Releases happen in a maintenance window on Sundays.', ['deployment maintenance-window']],
  ['If the table is large, use a maintenance window.', []],
  ['PostgreSQL 12 tables are partitioned.', ['engine postgresql']],
  ['See tests/mysql/README for postgres-exporter', []],
])('the note %j says %j', (text, expected) => {
  const said = cluesOf('CLAUDE.md', `# Notes\n\n${text}\n`).map((each) =>
    each
      .replace(/^3 /, '')
      .replace(/ of \w+/, '')
      .replace(/ \(notes\)$/, ''),
  );
  expect(said).toEqual(expected);
});

test('what a note says of tests is for tests, and code in it says nothing', () => {
  expect(cluesOf('AGENTS.md', 'Unit tests run on SQLite.\n')).toEqual(['1 engine sqlite (tests)']);
  expect(cluesOf('.claude/memory.md', '```\nMySQL 8.0\n```\nPostgreSQL\n')).toEqual(['4 engine postgresql (notes)']);
  expect(cluesOf('docs/memory.md', 'PostgreSQL 15\n')).toEqual([]);
});
