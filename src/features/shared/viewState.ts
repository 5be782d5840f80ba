import * as vscode from 'vscode';
import { Owner } from '../../platform/disposables';

/** How a person wants to see a view, remembered for this workspace. */
export class ViewState<T extends object> extends Owner {
  private readonly emitter = this.register(new vscode.EventEmitter<T>());
  private current: T;
  readonly onDidChange = this.emitter.event;

  /** @param read makes what is wanted of anything: what was stored may be of an older version */
  constructor(
    private readonly memento: vscode.Memento,
    private readonly key: string,
    private readonly read: (stored: unknown, now: T | undefined) => T,
  ) {
    super();
    this.current = read(memento.get(key), undefined);
  }

  get value(): T {
    return this.current;
  }

  /** Changes what is named in `wanted` and is fit; leaves the rest. */
  set(wanted: unknown): void {
    const next = this.read(wanted, this.current);
    if (JSON.stringify(next) === JSON.stringify(this.current)) return;
    this.current = next;
    void this.memento.update(this.key, next);
    this.emitter.fire(next);
  }
}

/** `value` where it is one of the allowed ones, else the fallback. */
export function oneOf<T>(allowed: readonly T[], value: unknown, fallback: T): T {
  return allowed.includes(value as T) ? (value as T) : fallback;
}
