import { expect, test } from '@playwright/test';
import { command, openRevision, wholePicture } from './drive.ts';
import { openEditor, revisionText } from './editor.ts';
import { writeSpoilt } from './histories.ts';

// The editor starts inside of the test.
test.setTimeout(240_000);

test('in Restricted Mode, among files that cannot be read, all is said and the rest works', async () => {
  const editor = await openEditor(writeSpoilt, { trusted: false });
  const { page } = editor;
  await expect(page.locator('.statusbar-item', { hasText: 'Restricted Mode' })).toBeVisible();
  await openRevision(page, 'find invoices by order');
  await expect(page.locator('.monaco-editor .squiggly-error').first()).toBeAttached({ timeout: 60_000 });
  await page.locator('.view-line', { hasText: 'op.create_index' }).click();
  await page.keyboard.press('Home');
  const menu = page.locator('.action-widget:not(.action-list-submenu-panel)');
  await expect(async () => {
    await page.keyboard.press('Escape');
    await page.keyboard.press('Control+.');
    await expect(menu).toContainText('Build the index concurrently', { timeout: 5_000 });
  }).toPass({ timeout: 30_000 });
  await page.keyboard.press('Enter');
  await expect(page.locator('.view-line', { hasText: 'postgresql_concurrently=True' })).toBeVisible();
  await page.keyboard.press('Control+S');
  const name = 'e51729b3d456_find_invoices_by_order.py';
  await expect.poll(() => revisionText(editor, name)).toContain('autocommit_block');
  await command(page, 'Migration Writer: Show Revision Graph');
  const graph = page.frameLocator('iframe.webview').last().frameLocator('iframe#active-frame');
  for (const problem of [
    'ddd1ddd1ddd1 follows 295b6df7189b, and no file has that revision',
    'These follow one another in a circle: c1c1c1c1c1c1 and c2c2c2c2c2c2',
    'are one and the same: 184a5ce60789',
    'broken.py is not valid Python',
    'binary.py is a binary file',
    'big.py is larger than',
  ])
    await expect(graph.getByText(problem)).toBeVisible();
  await expect(graph.getByRole('status')).toContainText('17 revisions');
  await expect(graph.locator('.row', { hasText: 'big.py' }).locator('.risk')).toHaveText('–');
  await expect(
    graph
      .locator('.row', { hasText: 'circle_1.py' })
      .or(graph.locator('.row', { hasText: 'c1c1c1c1c1c1' }))
      .first(),
  ).toContainText('in a circle');
  await wholePicture(page, 'restricted');
  await editor.close();
});
