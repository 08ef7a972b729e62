import { expect, type Page } from '@playwright/test';
import { answer, command, picture } from './drive.ts';
import { type Editor, revisions, revisionText, sqlFiles, sqlText } from './editor.ts';
import { journeys } from './journeys.ts';

/** One editor for all tests: a reload of the workbench would take longer than any of them. */
const test = journeys();

const indexRevision = '20250218_4d19b7c3e825_index_orders_by_customer.py';
const renameRevision = '20250512_926e0c183b7a_call_the_name_what_it_is.py';

test('a risky line is underlined, and a hover says what it does', async ({ editor }) => {
  const { page } = editor;
  await open(page, indexRevision);
  await expect(page.locator('.monaco-editor .squiggly-error').first()).toBeAttached({ timeout: 60_000 });
  await goTo(page, editor, indexRevision, 'create_index');
  await page.keyboard.press('Control+K');
  await page.keyboard.press('Control+I');
  const hover = page.locator('.monaco-hover:not(.hidden)');
  await expect(hover).toContainText('Building ix_orders_customer_id blocks writes on orders until every row is read');
  await expect(hover).toContainText('SHARE');
  await picture(page, 'hover');
  await page.keyboard.press('Escape');
});

test('the quick fix is one keystroke, and what it writes is on disk after saving', async ({ editor }) => {
  const { page } = editor;
  await open(page, indexRevision);
  await goTo(page, editor, indexRevision, 'create_index');
  await offerFixes(page, 'Build the index concurrently, outside the transaction');
  await picture(page, 'quick-fix', 440);
  await page.keyboard.press('Enter');
  await expect(page.locator('.view-line', { hasText: 'with op.get_context().autocommit_block():' })).toBeVisible();
  await save(page);
  await expect
    .poll(() => revisionText(editor, indexRevision))
    .toContain(`def upgrade() -> None:
    with op.get_context().autocommit_block():
        op.create_index(
            "ix_orders_customer_id",
            "orders",
            ["customer_id"],
            postgresql_concurrently=True,
        )
`);
  await expect(page.locator('.monaco-editor .squiggly-error')).toHaveCount(0);
  await picture(page, 'fixed');
});

test('a phased plan writes linked revisions, and one undo takes all of it back', async ({ editor }) => {
  const { page } = editor;
  const before = revisions(editor);
  const text = revisionText(editor, renameRevision);
  await open(page, renameRevision);
  await expect(page.locator('.monaco-editor .squiggly-error').first()).toBeAttached();
  await goTo(page, editor, renameRevision, 'alter_column');
  await offerFixes(page, 'Rename name in phases');
  await page.keyboard.press('Enter');
  await expect.poll(() => revisions(editor).length).toBe(before.length + 3);
  const written = revisions(editor).filter((name) => !before.includes(name));
  expect(written.every((name) => revisionText(editor, name).includes('def downgrade() -> None:'))).toBe(true);
  await expect(page.locator('.view-line', { hasText: 'op.add_column("customers"' })).toBeVisible();
  await picture(page, 'phased');
  await page.keyboard.press('Control+Z');
  await expect.poll(() => revisions(editor)).toEqual(before);
  await expect(page.locator('.view-line', { hasText: 'new_column_name="full_name"' })).toBeVisible();
  await save(page);
  await expect.poll(() => revisionText(editor, renameRevision)).toBe(text);
});

test('a finding is ignored with a reason, and one without a reason is told', async ({ editor }) => {
  const { page } = editor;
  await open(page, renameRevision);
  await goTo(page, editor, renameRevision, 'alter_column');
  const title = 'Ignore rename-column-breaks-code on this line with a reason';
  await offerFixes(page, title);
  await picture(page, 'ignore', 440);
  await page.locator('.action-widget').getByText(title).click();
  const comment = page.locator('.view-line', { hasText: '# migration-writer: ignore[rename-column-breaks-code]' });
  await expect(comment).toBeVisible();
  await expect(page.locator('.monaco-editor .squiggly-warning')).not.toHaveCount(0);
  await picture(page, 'ignored');
  await page.keyboard.press('Control+Z');
  await expect(comment).toHaveCount(0);
});

test('env.py has findings of its own', async ({ editor }) => {
  const { page } = editor;
  await open(page, 'env.py', 'from alembic import context');
  await page.keyboard.press('Control+End');
  await expect(page.locator('.monaco-editor .squiggly-info')).not.toHaveCount(0);
  await picture(page, 'env');
});

test('New Migration asks step by step, writes the files, and one undo takes them back', async ({ editor }) => {
  const { page } = editor;
  const before = revisions(editor);
  await command(page, 'Migration Writer: New Migration');
  await page.locator('.quick-input-widget input').fill('Add index');
  await page.getByRole('option', { name: 'Add index,' }).click();
  await page.getByRole('button', { name: 'Back' }).click();
  await page.locator('.quick-input-widget input').fill('Add NOT NULL');
  await page.getByRole('option', { name: 'Add NOT NULL column (phased)' }).click();
  await expect(page.getByRole('option', { name: 'order_items', exact: true })).toBeVisible();
  await picture(page, 'new-migration');
  await answer(page, 'Table', 'orders');
  await answer(page, 'Name of the new column', 'channel');
  await answer(page, 'Type', 'varchar(20)');
  await answer(page, 'SQL value for the rows that exist', "'web'");
  await expect(page.locator('.view-line', { hasText: 'op.add_column("orders"' }).first()).toBeVisible();
  expect(revisions(editor)).toEqual(before);
  await picture(page, 'new-migration-preview');
  await page.getByRole('option', { name: 'Back' }).click();
  await answer(page, 'SQL value for the rows that exist', "'web'");
  await page.getByRole('option', { name: 'Write 3 files' }).first().click();
  await expect.poll(() => revisions(editor).length).toBe(before.length + 3);
  const written = revisions(editor).filter((name) => !before.includes(name));
  const texts = written.map((name) => revisionText(editor, name)).join('');
  expect(texts).toContain('op.add_column("orders", sa.Column("channel", sa.String(length=20), nullable=True))');
  expect(texts).toContain('VALIDATE CONSTRAINT');
  await expect(page.getByRole('tab', { name: /add_orders_channel\.py/ })).toBeVisible();
  await picture(page, 'new-migration-written');
  await page.locator('.view-line', { hasText: 'def upgrade() -> None:' }).click();
  await page.keyboard.press('Control+Z');
  await expect.poll(() => revisions(editor)).toEqual(before);
});

test('Show Risk Report opens a preview', async ({ editor }) => {
  const { page } = editor;
  await open(page, renameRevision);
  await command(page, 'Migration Writer: Show Risk Report');
  const report = page.frameLocator('iframe.webview').last().frameLocator('iframe#active-frame');
  await expect(report.getByText('rename-column-breaks-code').first()).toBeVisible({ timeout: 60_000 });
  await picture(page, 'risk-report');
});

test('a migration of plain SQL is underlined and fixed in place', async ({ editor }) => {
  const { page } = editor;
  const name = '000002_find_shipments_by_customer.up.sql';
  await open(page, name, 'CREATE INDEX');
  await expect(page.locator('.monaco-editor .squiggly-error').first()).toBeAttached({ timeout: 60_000 });
  await goToText(page, sqlText(editor, name), 'CREATE INDEX');
  await page.keyboard.press('Control+K');
  await page.keyboard.press('Control+I');
  const hover = page.locator('.monaco-hover:not(.hidden)');
  await expect(hover).toContainText('blocks writes on shipments until every row is read');
  await picture(page, 'sql-hover');
  await page.keyboard.press('Escape');
  await goToText(page, sqlText(editor, name), 'shipments (customer_id)');
  await page.keyboard.press('Control+K');
  await page.keyboard.press('Control+I');
  await expect(hover).toContainText('SHARE on shipments: writes wait');
  await picture(page, 'sql-hover-inside');
  await page.keyboard.press('Escape');
  await offerFixes(page, 'Build the index concurrently, outside the transaction');
  await page.keyboard.press('Enter');
  await expect(page.locator('.view-line', { hasText: 'CREATE INDEX CONCURRENTLY' })).toBeVisible();
  await save(page);
  await expect
    .poll(() => sqlText(editor, name))
    .toBe('CREATE INDEX CONCURRENTLY shipments_customer_id_idx ON shipments (customer_id);\n');
  await expect(page.locator('.monaco-editor .squiggly-error')).toHaveCount(0);
});

test('a plan of plain SQL writes a numbered pair behind the last one, and one undo takes it back', async ({
  editor,
}) => {
  const { page } = editor;
  const name = '000003_shipments_belong_to_customers.up.sql';
  const [before, text] = [sqlFiles(editor), sqlText(editor, name)];
  await open(page, name, 'ALTER TABLE shipments');
  await goToText(page, text, 'ADD CONSTRAINT');
  const title = 'Add it NOT VALID, and validate it in a later migration';
  await offerFixes(page, title);
  await page.locator('.action-widget').getByText(title).click();
  await expect.poll(() => sqlFiles(editor).length).toBe(before.length + 2);
  const written = sqlFiles(editor).filter((each) => !before.includes(each));
  expect(written.every((each) => each.startsWith('000007_'))).toBe(true);
  expect(written.map((each) => sqlText(editor, each)).join('')).toContain('VALIDATE CONSTRAINT');
  await expect(page.locator('.view-line', { hasText: 'NOT VALID' }).first()).toBeVisible();
  await picture(page, 'sql-phased');
  await page.keyboard.press('Control+Z');
  await expect.poll(() => sqlFiles(editor)).toEqual(before);
});

test('a line above the migration tells its risk; from an id to its file; names are completed', async ({ editor }) => {
  const { page } = editor;
  const name = '20250708_b4802e3a5d9c_forget_legacy_codes.py';
  await open(page, name);
  await expect(page.locator('.codelens-decoration').first()).toContainText('risk', { timeout: 60_000 });
  await picture(page, 'lens');
  await goTo(page, editor, name, 'a37f1d294c8b"');
  await page.keyboard.press('F12');
  await expect(page.getByRole('tab', { name: /^20250623_a37f1d294c8b/ })).toBeVisible();
  await open(page, name);
  await goTo(page, editor, name, 'def upgrade');
  await page.keyboard.press('End');
  await page.keyboard.press('Enter');
  await page.keyboard.type('op.drop_column("', { delay: 20 });
  const suggestions = page.locator('.suggest-widget.visible');
  await expect(suggestions).toContainText('customers');
  await picture(page, 'completion');
  await page.keyboard.type('coup');
  await page.keyboard.press('Enter');
  await expect(page.locator('.view-line', { hasText: 'op.drop_column("coupons"' })).toBeVisible();
  await page.keyboard.press('Escape');
  for (let count = 0; count < 12; count++) await page.keyboard.press('Control+Z');
});

test('Check All Migrations lists what is wrong in files that are not open', async ({ editor }) => {
  const { page } = editor;
  await command(page, 'Migration Writer: Check All Migrations');
  await page.keyboard.press('Control+Shift+M');
  await expect(page.locator('.markers-panel')).toContainText('20250304_5e2ac8d4f736', { timeout: 60_000 });
  await picture(page, 'all');
  await page.keyboard.press('Control+Shift+M');
});

async function open(page: Page, name: string, text = 'def upgrade() -> None:'): Promise<void> {
  await page.keyboard.press('Control+P');
  await page.locator('.quick-input-widget input').fill(name);
  await page
    .getByRole('option', { name: new RegExp(name) })
    .first()
    .click();
  await expect(page.getByRole('tab', { name: new RegExp(`^${name}`) })).toBeVisible();
  await expect(page.locator('.view-line', { hasText: text })).toBeVisible();
}

/** Puts the cursor on the first place of `text` in the revision. */
function goTo(page: Page, editor: Editor, name: string, text: string): Promise<void> {
  return goToText(page, revisionText(editor, name), text);
}

async function goToText(page: Page, whole: string, text: string): Promise<void> {
  const lines = whole.split('\n');
  const line = lines.findIndex((each) => each.includes(text));
  const place = `${line + 1}:${(lines[line]?.indexOf(text) ?? 0) + 1}`;
  await page.keyboard.press('Control+G');
  await page.locator('.quick-input-widget input').fill(`:${place}`);
  await page.keyboard.press('Enter');
  const [row, column] = place.split(':');
  await expect(page.locator('.statusbar-item', { hasText: `Ln ${row}, Col ${column}` })).toBeVisible();
}

/** Opens the menu of fixes; asked too early, right after the cursor moved, the editor shows none. */
async function offerFixes(page: Page, title: string): Promise<void> {
  const menu = page.locator('.action-widget:not(.action-list-submenu-panel)');
  await expect(async () => {
    await page.keyboard.press('Escape');
    await page.keyboard.press('Control+.');
    await expect(menu).toContainText(title, { timeout: 5_000 });
  }).toPass({ timeout: 30_000 });
}

async function save(page: Page): Promise<void> {
  await page.keyboard.press('Control+S');
  await expect(page.locator('.tab.active:not(.dirty)')).toBeVisible();
}
