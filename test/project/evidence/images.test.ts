import { expect, test } from 'vitest';
import { imageOf } from '../../../server/src/project/evidence/image.ts';
import { cluesOf } from '../clues.ts';

test.each([
  ['postgres:15-alpine', 'postgresql 15'],
  ['postgres:15.3', 'postgresql 15.3'],
  ['docker.io/library/postgres:16@sha256:abc123', 'postgresql 16'],
  ['postgres', 'postgresql'],
  ['postgres:latest', 'postgresql'],
  ['"postgres:#{POSTGRES_VERSION:-14}-alpine"', 'postgresql 14'],
  ['#{IMAGE:-postgres:#{TAG:-13}}', 'postgresql 13'],
  ['postgres:#{POSTGRES_VERSION}', 'postgresql'],
  ['postgis/postgis:15-3.3', 'postgresql 15'],
  ['timescale/timescaledb:2.11.1-pg14', 'postgresql 14'],
  ['pgvector/pgvector:pg16', 'postgresql 16'],
  ['pgvector/pgvector:0.7.0-pg17', 'postgresql 17'],
  ['timescale/timescaledb:latest', 'postgresql'],
  ['bitnami/postgresql:15.4.0-debian-11-r0', 'postgresql 15.4.0'],
  ['registry.local:5000/infra/postgres:12', 'postgresql 12'],
  ['centos/postgresql-12-centos7', 'postgresql 12'],
  ['supabase/postgres:15.1.0.117', 'postgresql 15.1.0.117'],
  ['mysql:8.0', 'mysql 8.0'],
  ['mysql/mysql-server:5.7', 'mysql 5.7'],
  ['percona:8.0', 'mysql 8.0'],
  ['mariadb:10.11', 'mariadb 10.11'],
  ['cimg/postgres:14.0', 'postgresql 14.0'],
  ['postgres:5432', 'postgresql'],
  ['prometheuscommunity/postgres-exporter:v0.15', undefined],
  ['dpage/pgadmin4:8', undefined],
  ['edoburu/pgbouncer:1.21', undefined],
  ['cockroachdb/cockroach:v23.1', undefined],
  ['redis:7', undefined],
])('the image %s is %s', (reference, expected) => {
  const image = imageOf(reference.replaceAll('#', '$'));
  expect(image && [image.engine, image.version].filter((each) => each !== undefined).join(' ')).toBe(expected);
});

test('compose says what development runs, and comments say nothing', () => {
  const text = `services:
  db:
    image: mariadb:10.11 # not 10.6
    # image: postgres:15
  app:
    environment:
      DATABASE_URL: mysql+pymysql://app:secret@db/app
`;
  expect(cluesOf('docker-compose.yml', text)).toEqual([
    '3 engine mariadb (development)',
    '3 engineVersion 10.11 of mariadb (development)',
    '7 engine mysql (development) loose',
    '7 driver pymysql (development)',
  ]);
});

test('a compose file for tests, or for one of several databases, says less', () => {
  const text = 'services:\n  db:\n    image: postgres:15\n';
  for (const name of ['docker-compose.test.yml', 'compose.ci.yaml', 'docker-compose-mysql.yml'])
    expect(cluesOf(name, text)[0]).toBe('3 engine postgresql (tests)');
  expect(cluesOf('deploy/docker-compose.prod.yml', text)[0]).toBe('3 engine postgresql (development)');
  expect(cluesOf('values.yml', text)).toEqual([]);
});

test('CI says what tests run: GitHub, GitLab, CircleCI, Azure', () => {
  const postgres = ['engine postgresql (tests)', 'engineVersion 14 of postgresql (tests)'];
  const github = 'jobs:\n  test:\n    services:\n      db:\n        image: postgres:14\n';
  expect(cluesOf('.github/workflows/ci.yml', github)).toEqual(postgres.map((each) => `5 ${each}`));
  expect(cluesOf('.gitlab-ci.yml', 'services:\n  - postgres:14\n')).toEqual(postgres.map((each) => `2 ${each}`));
  expect(cluesOf('.gitlab-ci.yml', 'services:\n  - name: postgres:14\n')).toEqual(postgres.map((each) => `2 ${each}`));
  expect(cluesOf('.circleci/config.yml', 'docker:\n  - image: cimg/postgres:14\n')).toEqual(
    postgres.map((each) => `2 ${each}`),
  );
  expect(cluesOf('azure-pipelines.yml', 'containers:\n- container: db\n  image: postgres:14\n')).toEqual(
    postgres.map((each) => `3 ${each}`),
  );
  expect(cluesOf('.github/workflows/ci.yml', '    image: postgres:#{{ matrix.version }}\n'.replace('#', '$'))).toEqual([
    '1 engine postgresql (tests)',
  ]);
});

test('a Dockerfile tells the database that it is, or whose client it has', () => {
  expect(cluesOf('docker/Dockerfile', 'FROM postgres:15\n')).toContain(
    '1 engineVersion 15 of postgresql (development)',
  );
  expect(cluesOf('Dockerfile', 'FROM python:3.12\nRUN apt-get install -y libpq-dev\n')).toEqual([
    '2 engine postgresql (dependencies)',
  ]);
  expect(cluesOf('Dockerfile', 'ENV POSTGRES_VERSION=15 \\\n')).toContain(
    '1 engineVersion 15 of postgresql (development)',
  );
});
