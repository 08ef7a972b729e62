import { type EvidenceKind, isForTests, linesOf, nameOf } from '../clue.ts';
import { cluesOfVariable } from './dotenv.ts';
import { cluesOfImage, defaulted } from './image.ts';
import { cluesOfUrls } from './url.ts';

/** Docker Compose: what development runs. A file for one of several databases, or for tests, says less. */
export const compose: EvidenceKind = {
  reads: (path) => /(^|[-_.])compose([-_.].*)?\.ya?ml$|^quickstart.*\.ya?ml$/i.test(nameOf(path)),
  read(source) {
    const { path } = source;
    const basis = isForTests(path) || isVariant.test(nameOf(path)) ? 'tests' : 'development';
    return linesOf(source).flatMap((each) => {
      const reference = /^\s*(?:-\s*)?["']?image["']?\s*:\s*(\S+)/.exec(each.text)?.[1];
      if (reference !== undefined) return cluesOfImage(reference, basis, path, each);
      const text = defaulted(each.text);
      // What an image of one's own is built with, or a tag that stands in a variable.
      const [, name, value = ''] = /^\s*(?:-\s*)?(\w+_VERSION)\s*[:=]\s*["']?([\w.-]+)["']?\s*$/.exec(text) ?? [];
      if (name !== undefined) return cluesOfVariable(name, value, { basis, path, line: each.line });
      return cluesOfUrls({ ...each, text }, basis, path);
    });
  },
};

const isVariant = /[-_.](postgres(ql)?|pg|mysql|mariadb|sqlite)[-_.]/i;
