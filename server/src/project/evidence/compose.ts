import { type EvidenceKind, isForTests, linesOf, nameOf } from '../clue.ts';
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
      return cluesOfUrls({ ...each, text: defaulted(each.text) }, basis, path);
    });
  },
};

const isVariant = /[-_.](postgres(ql)?|pg|mysql|mariadb|sqlite)[-_.]/i;
