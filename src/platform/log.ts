import * as vscode from 'vscode';
import { redact } from './redact';

/** The extension's log channel. Every line passes the redactor, and the secrets registered with `hide`. */
export class RedactingLog implements vscode.Disposable {
  private readonly channel = vscode.window.createOutputChannel('Feishu TODO', { log: true });
  private readonly secrets = new Set<string>();

  /** Never lets `secret` appear in the log, whatever it looks like. */
  hide(secret: string): void {
    if (secret.length >= 6) this.secrets.add(secret);
  }

  debug(message: string): void {
    this.write('debug', message);
  }
  info(message: string): void {
    this.write('info', message);
  }
  warn(message: string): void {
    this.write('warn', message);
  }
  error(message: string): void {
    this.write('error', message);
  }

  show(): void {
    this.channel.show(true);
  }

  dispose(): void {
    this.channel.dispose();
  }

  /** Never throws: what is going on must not fail because the window closes and takes the channel with it. */
  private write(level: 'debug' | 'info' | 'warn' | 'error', message: string): void {
    try {
      this.channel[level](this.clean(message));
    } catch {
      // There is nobody left to tell.
    }
  }

  private clean(message: string): string {
    let text = message;
    for (const secret of this.secrets) text = text.split(secret).join('***');
    return redact(text);
  }
}

/** An error as one log entry: message, stack and the chain of causes. */
export function errorText(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  const cause = error.cause === undefined ? '' : `\ncaused by: ${errorText(error.cause)}`;
  return `${error.stack ?? error.message}${cause}`;
}
