import { test as base } from '@playwright/test';
import { wholePicture } from './drive.ts';
import { type Editor, openEditor } from './editor.ts';

/** Tests that share one editor, one after the other; of the one that fails there is a picture. */
export function journeys(...opened: Parameters<typeof openEditor>) {
  return base.extend<{ readonly pictureOfFailure: undefined }, { readonly editor: Editor }>({
    editor: [
      // biome-ignore lint/correctness/noEmptyPattern: Playwright reads the names of the fixtures here.
      async ({}, use) => {
        const editor = await openEditor(...opened);
        await use(editor);
        await editor.close();
      },
      { scope: 'worker', timeout: 120_000 },
    ],
    pictureOfFailure: [
      async ({ editor: { page } }, use, info) => {
        await use(undefined);
        if (info.status !== info.expectedStatus) await wholePicture(page, `failed: ${info.title}`);
      },
      { auto: true },
    ],
  });
}
