import { join } from 'node:path';
import { expect, type FrameLocator, type Locator, type Page } from '@playwright/test';
import { answer, choose, command, openRevision, wholePicture } from './drive.ts';
import { revisions, revisionText } from './editor.ts';
import { writeForked, writeLong } from './histories.ts';
import { journeys } from './journeys.ts';

const test = journeys(writeForked);

const themes = [
  ['dark', 'Dark Modern', '.vs-dark'],
  ['light', 'Light Modern', '.vs'],
  ['high-contrast', 'Dark High Contrast', '.hc-black'],
  ['high-contrast-light', 'Light High Contrast', '.hc-light'],
] as const;

test('the tree shows heads, branches and merges, and what each revision risks', async ({ editor }) => {
  const { page } = editor;
  const tree = await openTree(page);
  await expect(row(tree, 'forget phone numbers')).toContainText('head');
  await row(tree, 'merge billing').locator('.monaco-tl-twistie').click();
  await expect(row(tree, 'remember phone numbers')).toBeVisible();
  await expect(row(tree, 'create orders')).toContainText('branch point');
  await expect(row(tree, 'forget phone numbers')).toHaveAccessibleName(
    /forget phone numbers, 184a5ce60789, head, risk (very )?high/,
  );
  await inAllThemes(page, (name) => wholePicture(page, `revisions-${name}`));
  await row(tree, 'create invoices').or(row(tree, 'remember phone numbers')).first().click();
  await expect(page.locator('.tab.active')).toContainText('.py');
});

test('the tree follows the editor, and leaves it the focus', async ({ editor }) => {
  const { page } = editor;
  const tree = await openTree(page);
  for (const title of ['totals are exact', 'create customers']) {
    await openRevision(page, title);
    await expect(row(tree, title)).toHaveAttribute('aria-selected', 'true');
    await expect(page.locator('.part.editor .monaco-editor.focused')).toBeVisible();
  }
});

test('the graph is walked by keys, and Enter opens the file', async ({ editor }) => {
  const { page } = editor;
  await command(page, 'Migration Writer: Show Revision Graph');
  const graph = webview(page);
  await expect(graph.getByRole('row').nth(1)).toBeVisible();
  await expect(graph.getByRole('status')).toHaveText('10 revisions · 2 heads');
  await expect(graph.locator('.level')).toHaveCount(10);
  await expect(graph.getByText('<img src=x onerror=alert(1)>')).toBeVisible();
  const grid = graph.getByRole('grid', { name: 'Revisions' });
  await grid.focus();
  await page.keyboard.press('Home');
  await inAllThemes(page, async (name) => {
    await grid.focus();
    await wholePicture(page, `graph-${name}`);
  });
  await page.keyboard.press('End');
  await expect(graph.locator('.row.active')).toContainText('create customers');
  await page.keyboard.press('ArrowUp');
  await expect(graph.locator('.row.active')).toContainText('create orders');
  await page.keyboard.press('Enter');
  await expect(page.locator('.tab.active')).toContainText('b2e4d6f80a12');
});

test('a row has commands of its own: compare with another revision, show it in the graph', async ({ editor }) => {
  const { page } = editor;
  const tree = await openTree(page);
  await choose(page, row(tree, 'totals are exact'), 'Compare with Another Revision');
  await page.getByRole('option', { name: /find invoices by order/ }).click();
  await expect(page.locator('.tab.active')).toContainText('e51729b3d456 ↔ 295b6df7189a');
  await expect(page.locator('.monaco-diff-editor .view-line').first()).toBeVisible();
  await wholePicture(page, 'revisions-compared');
  await choose(page, row(tree, 'find invoices by order'), 'Show Revision Graph');
  await expect(webview(page).locator('.row.active')).toContainText('find invoices by order');
});

test('the graph is filtered, and has the commands of its rows in a menu', async ({ editor }) => {
  const { page } = editor;
  await command(page, 'Migration Writer: Show Revision Graph');
  const graph = webview(page);
  await graph.getByRole('searchbox').fill('invoices');
  await expect(graph.getByRole('status')).toHaveText('2 of 10 revisions · 2 heads');
  await expect(graph.locator('.row')).toHaveCount(2);
  await wholePicture(page, 'graph-filtered');
  // The filter stays while the graph is hidden; Enter leads from it to the rows, and opens the active one.
  await page.keyboard.press('Enter');
  await page.keyboard.press('Enter');
  await expect(page.locator('.tab.active')).toContainText('e51729b3d456');
  await page.getByRole('tab', { name: 'Revision Graph' }).click();
  await expect(graph.locator('.row')).toHaveCount(2);
  await graph.getByRole('searchbox').focus();
  await page.keyboard.press('Escape');
  await expect(graph.locator('.row')).toHaveCount(10);
  await graph.locator('.row', { hasText: 'create orders' }).click({ button: 'right' });
  await expect(menuItem(page, 'New Migration from Here')).toBeVisible();
  await wholePicture(page, 'graph-menu');
  await page.keyboard.press('Escape');
  await choose(page, graph.locator('.row', { hasText: 'create orders' }), 'Open Revision');
  await expect(page.locator('.tab.active')).toContainText('b2e4d6f80a12');
});

test('a new migration begins a branch where it is asked for', async ({ editor }) => {
  const { page } = editor;
  const before = revisions(editor);
  const tree = await openTree(page);
  await choose(page, row(tree, 'create orders'), 'New Migration from Here');
  await expect(page.locator('.quick-input-title')).toContainText('New Migration behind “create orders”, as a branch');
  await page.getByRole('option', { name: 'Empty' }).first().click();
  await answer(page, 'What does it do?', 'try something');
  await page.getByRole('option', { name: 'Write file' }).click();
  await expect.poll(() => revisions(editor).length).toBe(before.length + 1);
  const [name = ''] = revisions(editor).filter((each) => !before.includes(each));
  expect(revisionText(editor, name)).toContain('down_revision = "b2e4d6f80a12"');
  await expect(row(tree, '3 heads')).toBeVisible();
  await page.locator('.view-line', { hasText: 'def upgrade' }).click();
  await page.keyboard.press('Control+Z');
  await expect.poll(() => revisions(editor)).toEqual(before);
  await expect(row(tree, '2 heads')).toBeVisible();
});

test('heads are merged from the tree', async ({ editor }) => {
  const { page } = editor;
  const before = revisions(editor);
  const tree = await openTree(page);
  await row(tree, '2 heads').hover();
  await row(tree, '2 heads').getByRole('button', { name: 'Merge Heads' }).click();
  await expect.poll(() => revisions(editor).length).toBe(before.length + 1);
  const [name = ''] = revisions(editor).filter((each) => !before.includes(each));
  expect(revisionText(editor, name)).toMatch(/down_revision = \(.*"184a5ce60789".*\)/);
  await expect(row(tree, '2 heads')).toHaveCount(0);
  await expect(row(tree, 'merge').first()).toContainText('head · merge');
  await wholePicture(page, 'revisions-merged');
  await command(page, 'Migration Writer: Merge Heads');
  await expect(page.getByText('There is nothing to merge: the migrations have one head.').last()).toBeVisible();
});

test('2,000 revisions are scrolled through; only the rows on screen exist', async ({ editor }) => {
  const { page, folder } = editor;
  writeLong(join(folder, 'long'), 2000);
  await command(page, 'Migration Writer: Refresh Revisions');
  await command(page, 'Migration Writer: Show Revision Graph');
  const graph = webview(page);
  await expect(graph.getByRole('combobox')).toBeVisible({ timeout: 60_000 });
  await graph.getByRole('combobox').selectOption({ label: 'long/migrations' });
  // The editor hears of so many new files little by little.
  await expect(async () => {
    await command(page, 'Migration Writer: Refresh Revisions');
    await expect(graph.getByRole('status')).toContainText('2000 revisions', { timeout: 5_000 });
  }).toPass({ timeout: 60_000 });
  const grid = graph.getByRole('grid', { name: 'Revisions' });
  const frames = await grid.evaluate(scrollThrough);
  console.log(`scrolling through 2,000 revisions: ${frames}`);
  expect(await graph.locator('.row').count()).toBeLessThan(60);
  await grid.focus();
  await page.keyboard.press('End');
  await expect(graph.locator('.row.active')).toContainText('step 0 of a long way');
  await grid.evaluate((element) => element.scrollTo({ top: 9600 }));
  await expect(graph.locator('.level').first()).toBeVisible();
  await wholePicture(page, 'graph-long');
  await page.setViewportSize({ width: 640, height: 640 });
  await wholePicture(page, 'graph-narrow');
  await page.setViewportSize({ width: 1000, height: 640 });
});

/** Turns the wheel for three seconds, and tells how long the frames took. */
async function scrollThrough(grid: Element): Promise<string> {
  const times: number[] = [];
  let script = 0;
  const observer = new PerformanceObserver((list) => {
    for (const entry of list.getEntries())
      script = Math.max(script, 'blockingDuration' in entry ? Number(entry.blockingDuration) : 0);
  });
  observer.observe({ type: 'long-animation-frame' });
  const end = performance.now() + 3000;
  let last = performance.now();
  while (last < end) {
    grid.scrollTop += 240;
    const now = await new Promise<number>((resolve) => requestAnimationFrame(() => resolve(performance.now())));
    times.push(now - last);
    last = now;
  }
  observer.disconnect();
  times.sort((a, b) => a - b);
  const at = (share: number) => `${(times[Math.floor((times.length - 1) * share)] ?? 0).toFixed(1)} ms`;
  const long = times.filter((time) => time > 50).length;
  return `${times.length} frames, median ${at(0.5)}, 95 of 100 below ${at(0.95)}, longest ${at(1)}, ${long} over 50 ms, the longest blocking ${script.toFixed(1)} ms`;
}

/** The files make room for it. */
async function openTree(page: Page): Promise<Locator> {
  await command(page, 'Explorer: Focus on Revisions View');
  const files = page.getByRole('button', { name: 'Explorer Section: shop' });
  if ((await files.getAttribute('aria-expanded')) === 'true') await files.click();
  const tree = page.getByRole('tree', { name: 'Revisions' });
  await expect(row(tree, 'create orders')).toBeVisible();
  return tree;
}

function menuItem(page: Page, title: string): Locator {
  return page.locator('.monaco-menu').getByRole('menuitem', { name: title });
}

function row(tree: Locator, text: string): Locator {
  return tree.getByRole('treeitem').filter({ hasText: text });
}

function webview(page: Page): FrameLocator {
  return page.frameLocator('iframe.webview').last().frameLocator('iframe#active-frame');
}

/** In each theme, and then in the first again. */
async function inAllThemes(page: Page, look: (name: string) => Promise<void>): Promise<void> {
  for (const [name, title, style] of [...themes, themes[0]]) {
    await command(page, 'Preferences: Color Theme');
    await page.locator('.quick-input-widget input').fill(title);
    await expect(page.locator(`.monaco-workbench${style}`)).toBeVisible();
    await page.keyboard.press('Enter');
    await look(name);
  }
}
