import type { Disposable } from 'vscode';

/** Owns disposables. What is added after the store was disposed is disposed at once, so nothing outlives it. */
export class DisposableStore implements Disposable {
  private readonly items = new Set<Disposable>();
  private disposed = false;

  add<T extends Disposable>(item: T): T {
    if (this.disposed) item.dispose();
    else this.items.add(item);
    return item;
  }

  dispose(): void {
    this.disposed = true;
    for (const item of [...this.items].reverse()) item.dispose();
    this.items.clear();
  }
}

/** Base of classes that own disposables: `this.register(x)` ties the life of `x` to theirs. */
export abstract class Owner implements Disposable {
  private readonly owned = new DisposableStore();

  protected register<T extends Disposable>(item: T): T {
    return this.owned.add(item);
  }

  dispose(): void {
    this.owned.dispose();
  }
}

/** Holds one disposable at a time; the old one is disposed when a new one comes. */
export class MutableDisposable<T extends Disposable> implements Disposable {
  private current: T | undefined;
  private disposed = false;

  get value(): T | undefined {
    return this.current;
  }

  set value(next: T | undefined) {
    if (this.current === next) return;
    this.current?.dispose();
    this.current = undefined;
    if (this.disposed) next?.dispose();
    else this.current = next;
  }

  dispose(): void {
    this.disposed = true;
    this.current?.dispose();
    this.current = undefined;
  }
}
