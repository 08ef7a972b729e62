import { readdirSync } from 'node:fs';
import { basename, dirname } from 'node:path';
import { expect, type Page } from '@playwright/test';
import { command, openRevision, wholePicture } from './drive.ts';
import { revisionText } from './editor.ts';
import { writeSpoilt } from './histories.ts';
import { journeys } from './journeys.ts';
import { writeTrap } from './shops.ts';

const inSpoilt = journeys(writeSpoilt, { trusted: false });
const inTrap = journeys(writeTrap, { trusted: false });
const inTrustedTrap = journeys(writeTrap);

inSpoilt('in Restricted Mode, among files that cannot be read, all is said and the rest works', async ({ editor }) => {
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
});

inTrap('a malicious workspace runs nothing by being opened and looked at, in Restricted Mode', async ({ editor }) => {
  const { page, folder } = editor;
  await lookAround(page);
  expect(ranIn(folder)).toEqual([]);
  await page.keyboard.press('F1');
  await page.locator('.quick-input-widget input').fill('>Alembic: ');
  await expect(page.getByRole('option', { name: 'No matching commands' })).toBeVisible();
  await wholePicture(page, 'restricted-no-alembic');
  await page.keyboard.press('Escape');
  expect(ranIn(folder)).toEqual([]);
});

inTrustedTrap(
  'nor does it where it is trusted, until Alembic is asked for: then no name of it reaches a shell',
  async ({ editor }) => {
    const { page, folder } = editor;
    await lookAround(page);
    expect(ranIn(folder)).toEqual([]);
    await command(page, "Alembic: Show the Database's Revision");
    await expect.poll(() => ranIn(folder)).toEqual(['venv-alembic']);
    await expect(page.locator('.notification-toast', { hasText: 'alembic current failed' }).first()).toBeVisible();
    expect(ranIn(folder)).toEqual(['venv-alembic']);
  },
);

/** The tree, the graph, a revision with its findings, a hover, a report: all that is shown without being asked to run anything. */
async function lookAround(page: Page): Promise<void> {
  await command(page, 'Explorer: Focus on Revisions View');
  await expect(page.getByRole('treeitem', { name: /touch/ })).toBeVisible();
  await openRevision(page, '--sql');
  await page.locator('.view-line', { hasText: 'op.add_column' }).click();
  await page.keyboard.press('Home');
  await expect(async () => {
    await page.keyboard.press('Control+K');
    await page.keyboard.press('Control+I');
    await expect(page.locator('.monaco-hover:not(.hidden)').first()).toBeVisible({ timeout: 5_000 });
  }).toPass({ timeout: 60_000 });
  await command(page, 'Migration Writer: Show Revision Graph');
  const graph = page.frameLocator('iframe.webview').last().frameLocator('iframe#active-frame');
  await expect(graph.locator('.level')).toHaveCount(2);
  await openRevision(page, '--sql');
  await command(page, 'Migration Writer: Show Risk Report');
  await expect(page.locator('.tab', { hasText: 'Preview Risk of' })).toBeVisible();
  await command(page, 'Migration Writer: Check All Migrations');
  await page.waitForTimeout(2_000);
}

/** What of the workspace has run, by the files that it has left. */
function ranIn(folder: string): readonly string[] {
  const sign = `${basename(folder)}-ran-`;
  return readdirSync(dirname(folder))
    .filter((name) => name.startsWith(sign))
    .map((name) => name.slice(sign.length));
}
