import type { Browser, BrowserContext, Page } from 'playwright-core';

export interface HostOptions {
  /** What VS Code opens, also a `.code-workspace` file; without it a fresh copy of the demo project. */
  folder?: string;
  /** Release of VS Code, e.g. `1.96`; without it `FEISHU_TODO_VSCODE` or the newest. */
  release?: string;
  /** Language of the UI, e.g. `zh-cn`. */
  locale?: string;
  /** User settings the window starts with. */
  settings?: Record<string, unknown>;
  /** Ask about the trust in a folder, as a real VS Code does. */
  workspaceTrust?: boolean;
  /** Settings and extension data of an earlier host; without it a fresh profile. */
  dataDir?: string;
  /** Environment of the extension host, on top of this process's own. */
  env?: NodeJS.ProcessEnv;
  /** A packaged extension to install instead of the sources. */
  vsix?: string;
  /** An unpacked extension to use instead of this repository's. */
  extension?: string;
  onOutput?: (text: string) => void;
}

export interface Host {
  url: string;
  dataDir: string;
  folder: string;
  /** Path of the browser. */
  chromium: string;
  /** Version of VS Code. */
  version: string;
  stop(): Promise<void>;
}

export function openHost(options?: HostOptions): Promise<Host>;
/** Starts a headless Chromium with a fresh profile. */
export function launchBrowser(executablePath: string): Promise<Browser>;

/** Opens a page whose parts appear and vanish at once. */
export function openStillPage(context: BrowserContext): Promise<Page>;
/** A new folder that disappears when this process ends. */
export function temporaryFolder(name: string): string;
