import { engineCalled } from '../../model/engine.ts';
import { type Clue, type EvidenceKind, isForTests, linesOf, nameOf } from '../clue.ts';
import { cluesOfImage } from './image.ts';
import { cluesOfUrls, looseness } from './url.ts';

/** Files of environment variables: their names, the schemes of URLs and versions. Values are secrets, and none is kept. */
export const dotenv: EvidenceKind = {
  reads: (path) => /^\.?env([-_.][\w.-]+)?$|^[\w-]+\.env(\.(example|sample|template|dist))?$/i.test(nameOf(path)),
  read(source) {
    const { path } = source;
    const basis = isForTests(path) ? 'tests' : 'development';
    return linesOf(source).flatMap((each): readonly Clue[] => {
      const [, name, value = ''] = /^\s*(?:export\s+)?(\w+)\s*=\s*["']?(.*?)["']?\s*$/.exec(each.text) ?? [];
      return name === undefined ? [] : cluesOfVariable(name, value, { basis, path, line: each.line });
    });
  },
};

type Where = Pick<Clue, 'basis' | 'path' | 'line'> & { readonly line: number };

/** What a variable of the environment says, by its name and what its value begins with. */
export function cluesOfVariable(name: string, value: string, where: Where): readonly Clue[] {
  const { basis, path, line } = where;
  const urls = cluesOfUrls({ text: value, line }, basis, path);
  if (urls.length > 0) return urls;
  if (/IMAGE$/i.test(name)) return cluesOfImage(value, basis, path, { text: value, line });
  const of = /^(?:\w+_)?(POSTGRES(?:QL)?|PG|MYSQL|MARIADB)_(?:MAJOR_)?(?:VERSION|TAG|MAJOR)$/i.exec(name)?.[1];
  const versioned = of === undefined ? undefined : engineCalled(of);
  if (versioned !== undefined) return versionOf(value, versioned, where);
  const isEngine = /^(?:\w+_)?(?:DB|DATABASE|SQL)_?(?:ENGINE|TYPE|DIALECT|DRIVER|CONNECTION|VENDOR)$/i.test(name);
  const called = isEngine ? engineCalled(value.replace(/^django\.db\.backends\./, '')) : engineOfName(name);
  return called === undefined ? [] : [{ fact: 'engine', value: called, ...where, ...looseness(called) }];
}

function versionOf(value: string, engine: NonNullable<Clue['engine']>, place: Where): readonly Clue[] {
  const version = /^v?(\d{1,2}(?:\.\d+)*)(?!\d)/.exec(value)?.[1];
  const found: Clue = { ...place, fact: 'engine', value: engine };
  return version === undefined ? [found] : [found, { ...place, fact: 'engineVersion', value: version, engine }];
}

/** The variables that the images of the engines take. */
function engineOfName(name: string): ReturnType<typeof engineCalled> {
  const [, of] = /^(POSTGRES|PG|MYSQL|MARIADB)_?(?:PASSWORD|USER|DB|DATABASE|HOST|ROOT_PASSWORD)$/i.exec(name) ?? [];
  return of === undefined ? undefined : engineCalled(of);
}
