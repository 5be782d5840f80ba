import * as vscode from 'vscode';
import { until } from './until';

/** A message the extension showed. */
interface Shown {
  readonly kind: 'information' | 'warning' | 'error';
  readonly text: string;
  readonly buttons: readonly string[];
  press(button: string | undefined): void;
}

type Show = (text: string, ...rest: unknown[]) => Thenable<unknown>;

const functions = {
  information: 'showInformationMessage',
  warning: 'showWarningMessage',
  error: 'showErrorMessage',
} as const;

/**
 * Listens to the messages the extension shows, and answers them as a person would. VS Code itself offers no way to
 * see them from inside; the API object is shared with the extension, since the tests belong to it.
 */
export class Messages {
  readonly shown: Shown[] = [];
  private readonly all: Shown[] = [];
  private readonly window = vscode.window as unknown as Record<string, Show>;
  private readonly originals = Object.values(functions).map((name) => [name, this.window[name]!] as const);

  constructor() {
    for (const [kind, name] of Object.entries(functions)) {
      this.window[name] = (text, ...rest) =>
        new Promise((resolve) => {
          const buttons = rest.filter((part): part is string => typeof part === 'string');
          const message: Shown = { kind: kind as keyof typeof functions, text, buttons, press: resolve };
          this.shown.push(message);
          this.all.push(message);
        });
    }
  }

  get texts(): string[] {
    return this.shown.map(({ text }) => text);
  }

  /** Waits for a message that contains the words, and takes it off the list. */
  async says(words: string): Promise<Shown> {
    const find = (): Shown | undefined => this.shown.find(({ text }) => text.includes(words));
    const message = await until(() => `the message "${words}" among: ${this.texts.join(' | ')}`, find);
    this.shown.splice(this.shown.indexOf(message), 1);
    return message;
  }

  /** Waits for the message and presses one of its buttons. */
  async press(words: string, button: string): Promise<void> {
    const message = await this.says(words);
    if (!message.buttons.includes(button)) throw new Error(`"${button}" is not one of ${message.buttons.join(', ')}`);
    message.press(button);
  }

  /** Closes what nobody answered: the extension shows the same words only once at a time. */
  dispose(): void {
    for (const { press } of this.all) press(undefined);
    for (const [name, original] of this.originals) this.window[name] = original;
  }
}
