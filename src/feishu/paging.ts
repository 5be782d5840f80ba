import type { ApiCaller, CallArguments } from './client';
import type { Endpoint } from './endpoint';
import { BadAnswerError } from './errors/types';
import type { CallOptions } from './model';
import { type Json, readObjects, readText } from './read';

/**
 * Walks a paged list page by page, asking for the next only when it is needed. Follows `has_more` alone: samples carry
 * a token on the last page, and v2 may give empty pages in between. A token seen before would walk in circles and ends
 * the walk with BadAnswerError `paging`.
 */
export async function* pages(
  caller: ApiCaller,
  endpoint: Endpoint,
  args: CallArguments,
  options: CallOptions | undefined,
): AsyncGenerator<Json> {
  const seen = new Set<string>();
  let pageToken: string | undefined;
  for (;;) {
    const data = await caller.call(endpoint, { ...args, query: { ...args.query, page_token: pageToken } }, options);
    yield data;
    if (data['has_more'] !== true) {
      return;
    }
    pageToken = readText(data['page_token']);
    if (pageToken === undefined || seen.has(pageToken)) {
      throw new BadAnswerError('paging', 200, endpoint.name);
    }
    seen.add(pageToken);
  }
}

/** The items of a paged list. @param field name of the list in the answer's `data` */
export async function* pagedItems(
  caller: ApiCaller,
  endpoint: Endpoint,
  args: CallArguments,
  options: CallOptions | undefined,
  field = 'items',
): AsyncGenerator<Json> {
  for await (const page of pages(caller, endpoint, args, options)) {
    yield* readObjects(page[field]);
  }
}

/** Everything an async iterable gives, or its first `limit` items. */
export async function collect<T>(items: AsyncIterable<T>, limit = Infinity): Promise<T[]> {
  const all: T[] = [];
  if (limit <= 0) {
    return all;
  }
  for await (const item of items) {
    all.push(item);
    if (all.length >= limit) {
      break;
    }
  }
  return all;
}
