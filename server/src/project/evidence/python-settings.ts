import { engineCalled } from '../../model/engine.ts';
import type { Basis } from '../../model/workspace.ts';
import { type Clue, type EvidenceKind, linesOf, nameOf } from '../clue.ts';
import { cluesOfUrls, looseness } from './url.ts';

/**
 * Settings that are Python: Django's ENGINE, `dj_database_url` and other defaults, Flask's `SQLALCHEMY_DATABASE_URI`.
 * https://docs.djangoproject.com/en/stable/ref/settings/#databases
 */
export const pythonSettings: EvidenceKind = {
  reads: (path) =>
    /^(\w*settings|\w*config|conf|env|database|db|default|defaults|base|common|production|prod|development|local|test|manage)\.py$/.test(
      nameOf(path),
    ),
  read(source) {
    const { path } = source;
    const basis = basisOf(path);
    if (nameOf(path) === 'manage.py') {
      const isDjango = source.text.includes('DJANGO_SETTINGS_MODULE');
      return isDjango ? [{ fact: 'tool', value: 'django', basis: 'configuration', path }] : [];
    }
    return linesOf(source).flatMap((each) => {
      const backend = /["'](?:[\w.]*\.)?(?:db\.)?backends?\.(\w+)["']/.exec(each.text)?.[1];
      const engine = backend === undefined ? undefined : engineCalled(backends.get(backend) ?? backend);
      const urls = each.text.trimStart().startsWith('"""') ? [] : cluesOfUrls(each, basis, path);
      if (engine === undefined) return urls;
      const place = { basis, path, line: each.line };
      const clues: readonly Clue[] = [
        { fact: 'engine', value: engine, ...place, ...looseness(engine) },
        { fact: 'orm', value: 'Django', ...place },
      ];
      return clues;
    });
  },
};

function basisOf(path: string): Basis {
  const at = path.split('/').slice(-2).join('/');
  if (/(^|[/_])tests?([/_.]|$)/.test(at)) return 'tests';
  return /(^|[/_])(dev|development|local)([/_.]|$)/.test(nameOf(path)) ? 'development' : 'configuration';
}

const backends: ReadonlyMap<string, string> = new Map([
  ['postgis', 'postgresql'],
  ['postgresql_psycopg2', 'postgresql'],
  ['spatialite', 'sqlite'],
]);
