/** Something that can be given up. Structurally the same as `vscode.Disposable`. */
export interface Disposable {
  dispose(): void;
}

/** Subscribes to an event. Structurally the same as `vscode.Event`, so views can take it as it is. */
export type Event<T> = (listener: (event: T) => unknown, thisArgs?: unknown, disposables?: Disposable[]) => Disposable;

/**
 * A tiny event emitter for the layers that must not import `vscode`.
 *
 * A listener that throws does not keep the others from hearing the event: a broken view must never stop the outbox.
 */
export class Emitter<T> implements Disposable {
  private readonly listeners = new Set<(event: T) => unknown>();

  /** @param onListenerError told about what a listener threw; without it the error is dropped. */
  constructor(private readonly onListenerError?: (error: unknown) => void) {}

  /** Subscribes a listener until the returned object is disposed. */
  readonly event: Event<T> = (listener, thisArgs, disposables) => {
    const bound = (event: T): unknown => listener.call(thisArgs, event);
    this.listeners.add(bound);
    const subscription = { dispose: () => void this.listeners.delete(bound) };
    disposables?.push(subscription);
    return subscription;
  };

  /** Tells every listener subscribed at this moment. */
  fire(event: T): void {
    for (const listener of [...this.listeners]) {
      try {
        listener(event);
      } catch (error) {
        this.onListenerError?.(error);
      }
    }
  }

  /** Forgets all listeners. */
  dispose(): void {
    this.listeners.clear();
  }
}
