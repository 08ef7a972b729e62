import { chmodSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { expect, type Page } from '@playwright/test';
import { answer, command, picture } from './drive.ts';
import type { Editor } from './editor.ts';
import { journeys } from './journeys.ts';

/** Five projects in one folder: an ordinary one, one with two heads, two in which something is in the way, and one with hooks. */
const test = journeys(writeProjects);

test('who gives up at any step, or at the preview, finds everything as it was', async ({ editor }) => {
  const { page } = editor;
  const before = filesIn(editor.folder);
  await open(page, 'calm_first.py');
  const answers = [
    ['Table', 'users'],
    ['Name of the new column', 'kind'],
    ['Type', 'text'],
    ['SQL value for the rows that exist', "'web'"],
  ] as const;
  for (const given of [0, 1, 2, 3]) {
    await beginNotNull(page);
    for (const [prompt, value] of answers.slice(0, given)) await answer(page, prompt, value);
    await expect(page.locator('.quick-input-title')).toContainText(`New Migration (${given + 2}/5)`);
    await page.keyboard.press('Escape');
    await expect(page.locator('.quick-input-widget')).toBeHidden();
    await nothingIsLeft(page, editor, before);
  }
  await beginNotNull(page);
  for (const [prompt, value] of answers) await answer(page, prompt, value);
  await expect(page.getByRole('option', { name: 'Write 3 files' }).first()).toBeVisible();
  await expect(page.getByRole('tab', { name: /New Migration/ })).toBeVisible();
  await picture(page, 'wizard-preview');
  await page.keyboard.press('Escape');
  await nothingIsLeft(page, editor, before);
});

test('of two heads one is chosen, whose tables are offered, or they are merged first', async ({ editor }) => {
  const { page } = editor;
  const before = filesIn(editor.folder);
  await open(page, 'forked_first.py');
  await command(page, 'Migration Writer: New Migration');
  await expect(page.locator('.quick-input-widget').getByPlaceholder('There are 2 heads')).toBeVisible();
  await picture(page, 'wizard-heads', 260);
  await page.getByRole('option', { name: 'to the right' }).click();
  await pickPattern(page, 'Drop column', 'Drop column');
  await answer(page, 'Table', 'users');
  await expect(page.getByRole('option', { name: 'on_the_right', exact: true })).toBeVisible();
  await expect(page.getByRole('option', { name: 'on_the_left', exact: true })).toHaveCount(0);
  await picture(page, 'wizard-columns', 300);
  for (let back = 0; back < 3; back += 1) await page.getByRole('button', { name: 'Back' }).click();
  await page.getByRole('option', { name: 'Merge the heads first' }).click();
  await expect(page.locator('.view-line', { hasText: 'down_revision' })).toBeVisible();
  expect(filesIn(editor.folder)).toEqual(before);
  await page.getByRole('option', { name: 'Write file' }).click();
  await expect.poll(() => newIn(editor, before).length).toBe(1);
  const [merge = ''] = newIn(editor, before);
  expect(filesIn(editor.folder)[merge]).toMatch(/down_revision.*"(left|right)", "(left|right)"/);
  await undo(page, editor, before);
});

test('a file of the same name is said, and nothing is written', async ({ editor }) => {
  const { page } = editor;
  const before = filesIn(editor.folder);
  await open(page, 'taken_first.py');
  await askForNotNull(page);
  await page.getByRole('option', { name: 'Write 3 files' }).first().click();
  const said = page.getByText(/Nothing was written: .*backfill_users_kind\.py exists already/).last();
  await expect(said).toBeVisible();
  await nothingIsLeft(page, editor, before);
});

test('when the second file cannot be created, the first is taken away again', async ({ editor }) => {
  const { page } = editor;
  const before = filesIn(editor.folder);
  await open(page, 'narrow_first.py');
  await askForNotNull(page);
  await page.getByRole('option', { name: 'Write 3 files' }).first().click();
  const said = page.getByText(/Nothing was written: narrow.*cannot be created/).last();
  await expect(said).toBeVisible();
  await picture(page, 'wizard-refused');
  await nothingIsLeft(page, editor, before);
});

test('the post-write hooks of the project are offered, and run on the new files', async ({ editor }) => {
  const { page } = editor;
  const before = filesIn(editor.folder);
  await open(page, 'hooked_first.py');
  await askForNotNull(page);
  await page.getByRole('option', { name: 'Write 3 files' }).first().click();
  await expect.poll(() => newIn(editor, before).length).toBe(3);
  await expect(page.getByText('Alembic runs black on each revision that it writes').last()).toBeVisible();
  await picture(page, 'wizard-hooks');
  await page.getByRole('button', { name: 'Run Post-Write Hooks' }).click();
  const written = () => newIn(editor, before).map((path) => filesIn(editor.folder)[path] ?? '');
  await expect.poll(() => written().every((text) => text.endsWith('# formatted\n'))).toBe(true);
});

function beginNotNull(page: Page): Promise<void> {
  return command(page, 'Migration Writer: New Migration').then(() =>
    pickPattern(page, 'Add NOT NULL', 'Add NOT NULL column (phased)'),
  );
}

async function askForNotNull(page: Page): Promise<void> {
  await beginNotNull(page);
  await answer(page, 'Table', 'users');
  await answer(page, 'Name of the new column', 'kind');
  await answer(page, 'Type', 'text');
  await answer(page, 'SQL value for the rows that exist', "'web'");
}

/** The list holds only what it shows: it is narrowed down first. */
async function pickPattern(page: Page, typed: string, title: string): Promise<void> {
  await expect(page.locator('.quick-input-widget').getByPlaceholder('What should the migration do?')).toBeVisible();
  await page.locator('.quick-input-widget input').fill(typed);
  await page.getByRole('option', { name: title }).first().click();
}

/** No file, no tab and no change that is not saved. */
async function nothingIsLeft(page: Page, { folder }: Editor, before: Readonly<Record<string, string>>): Promise<void> {
  await expect(page.getByRole('tab', { name: /New Migration/ })).toHaveCount(0);
  await expect(page.locator('.tab.dirty')).toHaveCount(0);
  expect(filesIn(folder)).toEqual(before);
}

async function undo(page: Page, { folder }: Editor, before: Readonly<Record<string, string>>): Promise<void> {
  await page.locator('.view-line', { hasText: 'def upgrade' }).click();
  await page.keyboard.press('Control+Z');
  await expect.poll(() => filesIn(folder)).toEqual(before);
}

async function open(page: Page, name: string): Promise<void> {
  await page.keyboard.press('Control+P');
  await page.locator('.quick-input-widget input').fill(name);
  await page.getByRole('option', { name }).first().click();
  await expect(page.locator('.tab.active')).toContainText(name);
}

function newIn({ folder }: Editor, before: Readonly<Record<string, string>>): readonly string[] {
  return Object.keys(filesIn(folder)).filter((path) => !(path in before));
}

function filesIn(folder: string): Readonly<Record<string, string>> {
  const found = readdirSync(folder, { recursive: true, withFileTypes: true }).filter((each) => each.isFile());
  const paths = found.map((each) => join(each.parentPath, each.name)).sort();
  return Object.fromEntries(paths.map((path) => [path.slice(folder.length + 1), readFileSync(path, 'utf8')]));
}

function writeProjects(folder: string): void {
  const put = (path: string, text: string) => {
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    writeFileSync(join(folder, path), text);
  };
  const users =
    'op.create_table("users", sa.Column("id", sa.Integer(), primary_key=True), sa.Column("mail", sa.Text(), nullable=True))';
  // A name that the file system takes for the first phase, and not for the longer one of the second.
  const narrow = 'n'.repeat(255 - 'add_users_kind.py'.length);
  const templates = {
    calm: '%%(rev)s_%%(slug)s',
    forked: '%%(rev)s',
    taken: '%%(slug)s',
    narrow: `${narrow}%%(slug)s`,
  };
  for (const [name, template] of Object.entries(templates)) {
    put(`${name}/alembic.ini`, alembicIni(name, template));
    put(`${name}/db/versions/${name}_first.py`, revision('first', undefined, 'create users', users));
  }
  put('hooked/alembic.ini', `${alembicIni('hooked', '%%(rev)s_%%(slug)s')}[post_write_hooks]\nhooks = black\n`);
  put('hooked/db/versions/hooked_first.py', revision('first', undefined, 'create users', users));
  // It stands for the Python of the project: what it is asked to run is Alembic's own code, which others test.
  put('hooked/.venv/bin/python', '#!/bin/sh\nshift 4\nfor each; do echo "# formatted" >> "$each"; done\n');
  chmodSync(join(folder, 'hooked/.venv/bin/python'), 0o755);
  for (const side of ['left', 'right']) {
    const statement = `op.add_column("users", sa.Column("on_the_${side}", sa.Text(), nullable=True))`;
    put(`forked/db/versions/${side}.py`, revision(side, 'first', `to the ${side}`, statement));
  }
  put('taken/db/versions/backfill_users_kind.py', 'x = 1\n');
}

function alembicIni(name: string, template: string): string {
  return `[alembic]\nscript_location = %(here)s/db\nfile_template = ${template}\nsqlalchemy.url = postgresql://localhost/${name}\n`;
}

function revision(id: string, parent: string | undefined, title: string, statement: string): string {
  return `"""${title}"""

import sqlalchemy as sa
from alembic import op

revision = "${id}"
down_revision = ${parent === undefined ? 'None' : `"${parent}"`}
branch_labels = None
depends_on = None


def upgrade() -> None:
    ${statement}


def downgrade() -> None:
    raise NotImplementedError("There is no way back")
`;
}
