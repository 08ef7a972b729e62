import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, type Locator, type Page } from '@playwright/test';
import { choose, command, wholePicture } from './drive.ts';
import { journeys } from './journeys.ts';
import { ask, ini, writeShop } from './shops.ts';

const test = journeys(writeShop);

const versions = 'SELECT version_num FROM alembic_version';
const columns = `SELECT name FROM pragma_table_info('customers')`;

test('an upgrade runs as a task; where there are errors it asks first', async ({ editor: { page, folder } }) => {
  await command(page, 'Alembic: Upgrade by One');
  await expect.poll(() => ask(folder, versions), { timeout: 60_000 }).toBe("['a1']");
  await expect(page.locator('.terminal-wrapper, .terminal').first()).toBeVisible();
  await command(page, 'Alembic: Upgrade to Head');
  await expect(dialog(page)).toContainText('1 error in 1 of the 2 revisions that would run');
  await expect(dialog(page)).toContainText('require names, line 11');
  await wholePicture(page, 'commands-upgrade-asks');
  await dialog(page).getByRole('button', { name: 'Show Findings' }).click();
  await expect(page.locator('.tab.active')).toContainText('c3.py');
  expect(ask(folder, versions)).toBe("['a1']");
  await command(page, 'Alembic: Upgrade to Head');
  await dialog(page).getByRole('button', { name: 'Upgrade Anyway' }).click();
  await expect(notification(page, 'alembic upgrade failed')).toContainText('Cannot add a NOT NULL column');
  await expect(page.locator('.monaco-editor .squiggly-error').first()).toBeAttached();
  await wholePicture(page, 'commands-upgrade-failed');
  expect(ask(folder, versions)).toBe("['b2']");
});

test('a downgrade says what data goes, and runs only when that is agreed to', async ({ editor: { page, folder } }) => {
  await command(page, 'Alembic: Downgrade by One');
  await expect(dialog(page)).toContainText('Downgrade by one?');
  await expect(dialog(page)).toContainText('remember phones (b2): the values of customers.phone go');
  await wholePicture(page, 'commands-downgrade-asks');
  await dialog(page).getByRole('button', { name: 'Cancel' }).click();
  expect([ask(folder, versions), ask(folder, columns)]).toEqual(["['b2']", "['id', 'phone']"]);
  await command(page, 'Alembic: Downgrade by One');
  await dialog(page).getByRole('button', { name: 'Downgrade', exact: true }).click();
  await expect.poll(() => ask(folder, versions)).toBe("['a1']");
  expect(ask(folder, columns)).toBe("['id']");
});

test('the SQL of a revision is shown without being run', async ({ editor: { page, folder } }) => {
  await command(page, 'Explorer: Focus on Revisions View');
  const row = page.getByRole('treeitem', { name: /remember phones/ });
  await choose(page, row, 'Alembic: Preview SQL of Upgrade');
  await expect(page.locator('.tab.active')).toContainText('upgrade remember phones.sql');
  await expect(page.locator('.view-line', { hasText: 'ALTER TABLE customers ADD COLUMN phone TEXT' })).toBeVisible();
  await wholePicture(page, 'commands-sql');
  await page.keyboard.type('x');
  await expect(page.getByText('Cannot edit in read-only editor').first()).toBeVisible();
  expect(ask(folder, versions)).toBe("['a1']");
});

test('a failure is explained with its next step, and without the password', async ({ editor: { page, folder } }) => {
  writeFileSync(join(folder, 'alembic.ini'), ini('postgresql+asyncpg://shop:s3cret@localhost/shop'));
  await command(page, "Alembic: Show the Database's Revision");
  const told = notification(page, 'The driver asyncpg of the database is not installed in the environment .venv');
  await expect(told).toBeVisible();
  await wholePicture(page, 'commands-explained');
  await told.getByRole('button', { name: 'Open alembic.ini' }).click();
  await expect(page.locator('.tab.active')).toContainText('alembic.ini');
});

function dialog(page: Page): Locator {
  return page.locator('.monaco-dialog-box');
}

function notification(page: Page, text: string): Locator {
  return page.locator('.notification-toast', { hasText: text }).first();
}
