import * as vscode from 'vscode';
import { back, prepare, settle } from '../../platform/quickPick';

const DELAY_MS = 200;

/**
 * Asks for the words of a filter and shows its effect while they are typed. Escape takes everything back and throws
 * `CancelledError`.
 */
export async function askFilter(options: {
  readonly title: string;
  readonly prompt: string;
  readonly value: string;
  apply(text: string): void;
}): Promise<void> {
  const { value, apply } = options;
  const box = vscode.window.createInputBox();
  prepare(box, options);
  box.value = value;
  box.prompt = options.prompt;
  let timer: NodeJS.Timeout | undefined;
  try {
    const text = await settle<string, typeof box>(box, (resolve) => [
      box.onDidChangeValue((typed) => {
        clearTimeout(timer);
        timer = setTimeout(() => apply(typed), DELAY_MS);
      }),
      box.onDidAccept(() => resolve(box.value)),
      { dispose: () => clearTimeout(timer) },
    ]);
    if (text !== back) apply(text);
  } catch (error) {
    apply(value);
    throw error;
  }
}
