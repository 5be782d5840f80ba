import * as vscode from 'vscode';
import { CancelledError } from './errors';

/** What a step answers when the person pressed Back. */
export const back = Symbol('back');
export type Back = typeof back;

interface StepOptions {
  readonly title: string;
  readonly placeholder?: string;
  /** Shows the Back button; pressing it resolves with `back`. */
  readonly canGoBack?: boolean;
}

export interface PickOptions<T extends vscode.QuickPickItem> extends StepOptions {
  readonly items: readonly T[] | Promise<readonly T[]>;
  /** Preselected item. */
  readonly active?: (item: T) => boolean;
  readonly matchOnDescription?: boolean;
  readonly matchOnDetail?: boolean;
}

/** Lets the person pick one item. Escape throws `CancelledError`; losing the focus does not. */
export function pickOne<T extends vscode.QuickPickItem>(options: PickOptions<T>): Promise<T | Back> {
  const picker = vscode.window.createQuickPick<T>();
  prepare(picker, options);
  picker.matchOnDescription = options.matchOnDescription ?? true;
  picker.matchOnDetail = options.matchOnDetail ?? false;
  return settle(picker, (resolve, reject) => {
    const fill = (items: readonly T[]): void => {
      picker.items = items;
      picker.busy = false;
      const active = options.active && items.find(options.active);
      // Where something was typed meanwhile, the first row that fits is the one.
      if (active && picker.value === '') picker.activeItems = [active];
    };
    if (options.items instanceof Promise) {
      picker.busy = true;
      options.items.then(fill).catch(reject);
    } else fill(options.items); // before the picker is shown: a fast typist's Enter counts
    return [
      picker.onDidAccept(() => {
        const item = picker.selectedItems[0] ?? picker.activeItems[0];
        if (item) resolve(item);
      }),
      picker.onDidTriggerButton((button) => button === vscode.QuickInputButtons.Back && resolve(back)),
    ];
  });
}

export interface TextOptions extends StepOptions {
  readonly value?: string;
  readonly prompt?: string;
  readonly password?: boolean;
  /** Says what is wrong with `text`, or nothing. Called on every keystroke: keep it quick. */
  readonly validate?: (
    text: string,
  ) =>
    | string
    | vscode.InputBoxValidationMessage
    | undefined
    | Promise<string | vscode.InputBoxValidationMessage | undefined>;
  /** What was probably meant by a text that is refused: Enter puts it into the box. */
  readonly suggest?: (text: string) => string | undefined;
  /** Hears every change the person makes, so that it can be offered again after Back. */
  readonly typed?: (text: string) => void;
}

/** Asks for one line of text. A text with an error cannot be accepted; Escape throws `CancelledError`. */
export function askText(options: TextOptions): Promise<string | Back> {
  const box = vscode.window.createInputBox();
  prepare(box, options);
  box.value = options.value ?? '';
  box.prompt = options.prompt;
  box.password = options.password ?? false;
  const check = async (): Promise<boolean> => {
    const text = box.value;
    const message = await options.validate?.(text);
    // A later keystroke asked again meanwhile: its answer counts, not this one.
    if (box.value !== text) return false;
    box.validationMessage = message || undefined;
    return !message || (typeof message !== 'string' && message.severity < vscode.InputBoxValidationSeverity.Error);
  };
  return settle(box, (resolve, reject) => {
    const accept = async (): Promise<void> => {
      if (await check()) return resolve(box.value);
      const suggestion = options.suggest?.(box.value);
      if (suggestion === undefined) return;
      box.value = suggestion;
      await check();
    };
    if (box.value !== '') void check().catch(reject);
    return [
      box.onDidChangeValue((text) => {
        options.typed?.(text);
        void check().catch(reject);
      }),
      box.onDidAccept(() => void accept().catch(reject)),
      box.onDidTriggerButton((button) => button === vscode.QuickInputButtons.Back && resolve(back)),
    ];
  });
}

/** The settings every step shares. The input stays open when the focus is lost, so that nothing typed is lost. */
export function prepare(input: vscode.QuickInput & { placeholder?: string }, options: StepOptions): void {
  input.title = options.title;
  input.placeholder = options.placeholder;
  input.ignoreFocusOut = true;
  const withButtons = input as vscode.QuickInput & { buttons: readonly vscode.QuickInputButton[] };
  if (options.canGoBack) withButtons.buttons = [vscode.QuickInputButtons.Back];
}

/** Shows `input` until `wire`'s listeners settle it; hiding it (Escape) rejects with `CancelledError`. */
export function settle<T, I extends vscode.QuickInput>(
  input: I,
  wire: (resolve: (value: T | Back) => void, reject: (error: unknown) => void) => vscode.Disposable[],
): Promise<T | Back> {
  return new Promise<T | Back>((resolve, reject) => {
    const listeners: vscode.Disposable[] = [];
    const done = (finish: () => void): void => {
      for (const listener of listeners) listener.dispose();
      finish();
      input.dispose();
    };
    listeners.push(
      ...wire(
        (value) => done(() => resolve(value)),
        (error) => done(() => reject(error instanceof Error ? error : new Error(String(error)))),
      ),
      input.onDidHide(() => done(() => reject(new CancelledError()))),
    );
    input.show();
  });
}

export interface PickManyOptions<T extends vscode.QuickPickItem> extends StepOptions {
  readonly items: readonly T[];
}

/** Lets the person check any number of items (`picked` ones are checked at the start). Escape throws `CancelledError`. */
export function pickMany<T extends vscode.QuickPickItem>(options: PickManyOptions<T>): Promise<readonly T[] | Back> {
  const picker = vscode.window.createQuickPick<T>();
  prepare(picker, options);
  picker.canSelectMany = true;
  picker.matchOnDescription = true;
  picker.items = options.items;
  picker.selectedItems = options.items.filter((item) => item.picked);
  return settle(picker, (resolve) => [
    picker.onDidAccept(() => resolve(picker.selectedItems)),
    picker.onDidTriggerButton((button) => button === vscode.QuickInputButtons.Back && resolve(back)),
  ]);
}
