import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { expect, type Locator, type Page } from '@playwright/test';

/**
 * Right after the start the palette does not know the extension yet, and does not learn of it while it is open; an editor that
 * opens meanwhile closes it.
 */
export async function command(page: Page, title: string): Promise<void> {
  const option = page.getByRole('option', { name: title }).first();
  await expect(async () => {
    await page.keyboard.press('Escape');
    await page.keyboard.press('F1');
    await page.locator('.quick-input-widget input').fill(`>${title}`, { timeout: 5_000 });
    await option.click({ timeout: 5_000 });
  }).toPass({ timeout: 60_000 });
}

/** The prompt stands below a box, or in it as long as nothing is typed. */
export async function answer(page: Page, prompt: string, value: string): Promise<void> {
  const box = page.locator('.quick-input-widget');
  const asked = box.getByText(prompt).or(box.getByPlaceholder(prompt));
  await expect(asked.first()).toBeVisible();
  await box.locator('input').fill(value);
  await page.keyboard.press('Enter');
}

/** The list holds only what it shows: it is narrowed down first. */
export async function openRevision(page: Page, title: string): Promise<void> {
  await command(page, 'Migration Writer: Open Revision');
  await page.locator('.quick-input-widget').getByPlaceholder('Open which revision?').fill(title);
  await page.getByRole('option', { name: title }).first().click();
}

/** Chooses from the menu of a row. A menu that has just opened takes no clicks yet. */
export async function choose(page: Page, row: Locator, title: string): Promise<void> {
  const menu = page.locator('.monaco-menu');
  await expect(async () => {
    if ((await menu.count()) === 0) await row.click({ button: 'right', timeout: 5_000 });
    await menu.getByRole('menuitem', { name: title }).click({ timeout: 5_000 });
    await expect(menu).toHaveCount(0, { timeout: 2_000 });
  }).toPass({ timeout: 60_000 });
}

/** The editor's part of the window, or as much of it from above as the picture needs. */
export async function picture(page: Page, name: string, height?: number): Promise<void> {
  const folder = join(import.meta.dirname, 'out');
  mkdirSync(folder, { recursive: true });
  const part = await page.locator('.part.editor').boundingBox();
  const clip = part ? { ...part, height: Math.min(part.height, height ?? part.height) } : undefined;
  await page.screenshot({
    path: join(folder, `${name}.png`),
    animations: 'disabled',
    caret: 'hide',
    ...(clip && { clip }),
  });
}

/** The whole window. */
export async function wholePicture(page: Page, name: string): Promise<void> {
  const folder = join(import.meta.dirname, 'out');
  mkdirSync(folder, { recursive: true });
  await page.screenshot({ path: join(folder, `${name}.png`), animations: 'disabled', caret: 'hide' });
}
