import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, type FrameLocator, type Locator, type Page } from '@playwright/test';
import { answer, choose, command, openRevision, wholePicture } from './drive.ts';
import { journeys } from './journeys.ts';
import { writeCounted } from './shops.ts';

const test = journeys(writeCounted);

test('one report tells of several revisions that were chosen in the tree', async ({ editor: { page } }) => {
  await command(page, 'Explorer: Focus on Revisions View');
  await row(page, 'look phones up').click();
  await row(page, 'forget phones').click({ modifiers: ['Control'] });
  await expect(row(page, 'forget phones')).toHaveAttribute('aria-selected', 'true');
  await choose(page, row(page, 'forget phones'), 'Show Risk Report');
  await expect(page.locator('.tab.active')).toContainText('Risk of 2 migrations');
  await expect(report(page).locator('h1').first()).toContainText('Risk of');
  await expect(report(page).getByText('customers_phone').first()).toBeVisible();
  await expect(report(page).getByText('forget phones').first()).toBeVisible();
  await wholePicture(page, 'report-of-several');
  await choose(page, row(page, 'forget phones'), 'Copy Risk Report');
  await expect.poll(() => clipboard(page)).toMatch(/^# Risk of 2 migrations\n/);
});

test('the report of a revision is put on the clipboard as Markdown', async ({ editor: { page } }) => {
  await openRevision(page, 'look phones up');
  await page.locator('.view-line', { hasText: 'create_index' }).waitFor();
  await command(page, 'Migration Writer: Copy Risk Report');
  await expect.poll(() => clipboard(page)).toMatch(/^# Migration: look phones up\n/);
  expect(await clipboard(page)).toContain('CREATE INDEX customers_phone');
});

test('the report of a branch tells of what is new in it', async ({ editor: { page } }) => {
  await command(page, 'Migration Writer: Show Risk Report of a Branch');
  await answer(page, 'Empty: the default branch', 'main');
  await expect(page.locator('.tab.active')).toContainText('Risk of what came since main');
  await expect(report(page).getByText('look phones up').first()).toBeVisible();
  await expect(report(page).getByText('forget phones').first()).toBeVisible();
  await expect(report(page).getByText('create customers')).toHaveCount(0);
  await wholePicture(page, 'report-of-a-branch');
  await command(page, 'Migration Writer: Show Risk Report of a Branch');
  await answer(page, 'Empty: the default branch', 'nowhere');
  await expect(
    page.locator('.notification-toast', { hasText: 'nowhere: git knows no such commit' }).first(),
  ).toBeVisible();
  await wholePicture(page, 'report-of-no-branch');
});

test('table sizes are read from the database, and findings tell the rows', async ({ editor: { page, folder } }) => {
  const file = join(folder, '.migration-writer/tables.json');
  await command(page, 'Notifications: Clear All Notifications');
  await openRevision(page, 'look phones up');
  await enterUrl(page, 'postgresql://shop:s3cret@localhost:1/shop');
  const refused = page.locator('.notification-toast', { hasText: 'localhost:1 could not be read' });
  await expect(refused).toBeVisible();
  await expect(refused).not.toContainText('s3cret');
  await wholePicture(page, 'sizes-refused');
  expect(existsSync(file)).toBe(false);
  await enterUrl(page, 'sqlite:///shop.db');
  await expect(page.locator('.notification-toast', { hasText: 'Read the sizes of 1 table into' })).toBeVisible();
  expect(JSON.parse(readFileSync(file, 'utf8'))).toEqual({ customers: { rows: 5_000_000 } });
  await command(page, 'Notifications: Clear All Notifications');
  await command(page, 'Problems: Focus on Problems View');
  await expect(page.locator('.markers-panel')).toContainText('at 5 M rows');
  await wholePicture(page, 'sizes-told');
});

/** The URL stands in no picture: its box shows dots. */
async function enterUrl(page: Page, url: string): Promise<void> {
  await command(page, 'Migration Writer: Read Table Sizes');
  await page.getByRole('option', { name: 'Enter a URL' }).click();
  await answer(page, 'URL of the database', url);
  await page.getByRole('option', { name: 'Use it once' }).click();
}

async function clipboard(page: Page): Promise<string> {
  return String(await page.evaluate('navigator.clipboard.readText()'));
}

function row(page: Page, text: string): Locator {
  return page.getByRole('tree', { name: 'Revisions' }).getByRole('treeitem').filter({ hasText: text });
}

function report(page: Page): FrameLocator {
  return page.frameLocator('iframe.webview').last().frameLocator('iframe#active-frame');
}
