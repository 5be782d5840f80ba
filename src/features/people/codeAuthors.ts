import * as vscode from 'vscode';
import type { Person } from '../../feishu';
import type { Directory } from './directory';
import { blame } from './git';
import { authorsOf, readBlame, type CodeAuthor } from './gitBlame';

/** A place in the code that people are chosen for. */
export interface CodeSpot {
  readonly uri: vscode.Uri;
  /** 0-based. */
  readonly line: number;
}

/** The part of the built-in Git extension that is used here. */
interface GitExtension {
  readonly enabled: boolean;
  getAPI(version: 1): {
    readonly git: { readonly path: string };
    getRepository(uri: vscode.Uri): { readonly rootUri: vscode.Uri } | null;
  };
}

const MAX_AUTHORS = 8;

/**
 * Finds the people who wrote a line and its file: Git tells e-mail addresses, Feishu who has them. Calls back with all
 * found so far; quietly finds nobody without Git, outside a repository, and in Restricted Mode.
 */
export async function findAuthors(
  { uri, line }: CodeSpot,
  directory: Directory,
  found: (people: readonly Person[]) => void,
  signal: AbortSignal,
): Promise<void> {
  const authors = await blamedAuthors(uri, line, signal);
  if (authors.length === 0 || signal.aborted) return;
  const emails = authors.map(({ email }) => email.toLowerCase());
  if (!directory.canSearch) return found(await directory.byEmails(emails, signal));
  // In a person's name no address can be looked up: those among the people read so far are found, and more as they come.
  const listing = directory.listing();
  const look = (): void => {
    const byEmail = new Map(listing.people.map((person) => [person.email?.toLowerCase(), person]));
    const people = emails.flatMap((email) => byEmail.get(email) ?? []);
    if (people.length > 0) found(people);
  };
  const watching = listing.watch(look);
  signal.addEventListener('abort', () => watching.dispose(), { once: true });
  look();
}

async function blamedAuthors(uri: vscode.Uri, line: number, signal: AbortSignal): Promise<readonly CodeAuthor[]> {
  if (uri.scheme !== 'file' || !vscode.workspace.isTrusted) return [];
  const extension = vscode.extensions.getExtension<GitExtension>('vscode.git');
  if (!extension) return [];
  const exports = extension.isActive ? extension.exports : await extension.activate();
  if (!exports.enabled) return [];
  const api = exports.getAPI(1);
  const root = api.getRepository(uri)?.rootUri;
  if (!root || !uri.path.startsWith(`${root.path}/`)) return [];
  const path = uri.path.slice(root.path.length + 1);
  const output = await blame(api.git.path, root.fsPath, path, signal);
  if (output === undefined) return [];
  const document = vscode.workspace.textDocuments.find((one) => one.uri.toString() === uri.toString());
  const lineText = document && line < document.lineCount ? document.lineAt(line).text : '';
  return authorsOf(readBlame(output), line, lineText, MAX_AUTHORS);
}
