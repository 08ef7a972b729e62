import { expect, test } from 'vitest';
import { cluesIn, mayBeEvidence } from '../../../server/src/project/evidence/index.ts';

const files = [
  ...['docker-compose.yml', 'Dockerfile', '.github/workflows/ci.yml', '.env', 'main.tf', 'template.yaml', 'Chart.yaml'],
  ...['requirements.txt', 'pyproject.toml', 'uv.lock', 'package.json', 'settings.py', 'manage.py', 'CLAUDE.md'],
];

const texts = [
  ...['', '\0\uFFFF', '\r\r\n\r', '\uFEFFimage:', 'image: ${', `image: ${'${a:-'.repeat(40_000)}`],
  ...['resource "', 'AWS::RDS::\nEngineVersion: 8', '('.repeat(100_000), 'PostgreSQL '.repeat(50_000)],
  ...[`docker run ${'a/'.repeat(50_000)}`, ' '.repeat(200_000), 'not '.repeat(50_000), 'a:'.repeat(50_000)],
  ...[`POSTGRES_VERSION=${'9.'.repeat(50_000)}`, `"${'x.'.repeat(50_000)}`, '[tool.x]\n'.repeat(20_000)],
];

test.each(files)('whatever stands in %s is read without a failure, and soon', (name) => {
  expect(mayBeEvidence(`/app/${name}`)).toBe(true);
  const before = process.cpuUsage();
  for (const text of texts) expect(cluesIn({ path: `/app/${name}`, text })).toBeInstanceOf(Array);
  expect(process.cpuUsage(before).user).toBeLessThan(4_000_000);
});
