import { randomUUID } from 'node:crypto';
import type { TaskDraft } from './draft';
import type { IntentView } from './outbox/intent';
import type { CreateHow, CreationHandle, Outbox } from './outbox';

/** How far a bulk is. The first four add up to what is settled. */
export interface BulkProgress {
  readonly total: number;
  readonly done: number;
  readonly failed: number;
  /** On disk, goes on by itself later. */
  readonly waiting: number;
  /** Taken back, or never asked for because of the cancellation. */
  readonly cancelled: number;
}

/** How a bulk ended. */
export interface BulkResult extends BulkProgress {
  readonly batchId: string;
  /** The intents that were asked for, in the drafts' order; undefined where one was taken back or refused. */
  readonly views: readonly (IntentView | undefined)[];
  /** Drafts that could not even be put into the outbox, and why. */
  readonly refused: readonly { readonly draft: TaskDraft; readonly error: unknown }[];
}

export interface BulkOptions {
  /** Takes back what was not sent yet; what is under way ends by itself. */
  readonly signal?: AbortSignal;
  onProgress?(progress: BulkProgress): void;
}

type Creates = Pick<Outbox, 'create' | 'undo'>;

/**
 * Creates many tasks. All of them are on disk before the last is sent, so a window that closes meanwhile loses
 * nothing: the outbox goes on with the rest when it starts again. Resolves when each one is done, failed, waiting or
 * cancelled; never rejects for a single draft.
 */
export async function createMany(
  outbox: Creates,
  drafts: readonly TaskDraft[],
  compose: Parameters<Outbox['create']>[1] = {},
  { signal, onProgress }: BulkOptions = {},
): Promise<BulkResult> {
  const batchId = randomUUID();
  const counts = { done: 0, failed: 0, waiting: 0, cancelled: 0 };
  const refused: { draft: TaskDraft; error: unknown }[] = [];
  const report = (what: keyof typeof counts): void => {
    counts[what]++;
    onProgress?.({ total: drafts.length, ...counts });
  };
  const how: CreateHow = { priority: 'bulk', batchId };
  const own = new Set<string>();
  const takeBack = (): void => {
    for (const opId of own) void outbox.undo(opId).catch(() => undefined);
  };
  const settle = async (handle: CreationHandle): Promise<IntentView | undefined> => {
    // One that was there before was asked for by somebody else.
    if (!handle.joined) own.add(handle.opId);
    const view = await handle.settled;
    own.delete(handle.opId);
    report(outcomeOf(view));
    return view;
  };
  signal?.addEventListener('abort', takeBack, { once: true });
  const settling: Promise<IntentView | undefined>[] = [];
  for (const draft of drafts) {
    if (signal?.aborted) {
      report('cancelled');
      settling.push(Promise.resolve(undefined));
      continue;
    }
    try {
      settling.push(settle(await outbox.create(draft, compose, how)));
      if (signal?.aborted) takeBack();
    } catch (error) {
      refused.push({ draft, error });
      report('failed');
      settling.push(Promise.resolve(undefined));
    }
  }
  const views = await Promise.all(settling);
  signal?.removeEventListener('abort', takeBack);
  return { batchId, total: drafts.length, ...counts, views, refused };
}

function outcomeOf(view: IntentView | undefined): 'done' | 'failed' | 'waiting' | 'cancelled' {
  if (!view) return 'cancelled';
  return view.state === 'done' || view.state === 'failed' ? view.state : 'waiting';
}
