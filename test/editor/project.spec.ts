import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect } from '@playwright/test';
import { answer, command, openRevision, wholePicture } from './drive.ts';
import { writeContradicted } from './histories.ts';
import { journeys } from './journeys.ts';

const test = journeys(writeContradicted);

test('the status of a migration says what its project is, why, and lets it be set', async ({
  editor: { page, folder },
}) => {
  await openRevision(page, 'orders');
  await page.locator('.view-line', { hasText: 'create_table' }).waitFor();
  const status = page.locator('[id="status.languageStatus"]');
  const popup = page.locator('.hover-language-status');
  await expect(async () => {
    await page.mouse.move(10, 10);
    await status.hover();
    await expect(popup).toContainText('PostgreSQL 15 · Alembic · zero-downtime', { timeout: 5_000 });
  }).toPass({ timeout: 60_000 });
  await expect(popup).toContainText('some files say otherwise');
  await wholePicture(page, 'project-status');
  await popup.getByText('Why').click();
  const list = page.locator('.quick-input-widget');
  for (const reason of [
    'compose.yml:3 · what development runs',
    '.github/workflows/ci.yml:6 · what tests run, says otherwise',
    'CLAUDE.md:3 · what the team has written down',
    'alembic.ini · said here',
  ])
    await expect(list).toContainText(reason);
  await wholePicture(page, 'project-why');
  await page.getByRole('option', { name: 'ci.yml:6' }).first().click();
  await expect(page.locator('.tab.active')).toContainText('ci.yml');
  await expect(page.locator('[id="status.editor.selection"]')).toContainText('Ln 6');
  await openRevision(page, 'orders');
  // What is opened takes the focus, and with it the list that asks.
  await expect(page.locator('.tab.active')).toContainText('aaaa_orders');
  await expect(page.locator('.editor-instance .monaco-editor.focused')).toBeVisible();
  await command(page, 'Migration Writer: Set Engine, Version, Tool or Deployment');
  await list.getByPlaceholder('Set what?').waitFor();
  await page.getByRole('option', { name: /^Version/ }).click();
  await answer(page, 'Version of this project', '14');
  const file = join(folder, '.migration-writer.json');
  const text = () => (existsSync(file) ? readFileSync(file, 'utf8') : '');
  await expect.poll(text).toContain('14');
  expect(JSON.parse(text())).toEqual({ engineVersion: '14' });
  await wholePicture(page, 'project-set');
});
