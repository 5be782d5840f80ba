/** A page of something that has a place in a row. */
export interface Page<T> {
  readonly items: T[];
  /** Token of the next page; undefined on the last. */
  readonly next: string | undefined;
}

/** What v1 samples carry as `page_token` although nothing follows. */
export const endToken = 'LTE=';

/** Turns a cursor into an opaque token of the list `name`. */
export function encodeToken(name: string, cursor: number): string {
  return Buffer.from(`${name}:${cursor}`).toString('base64');
}

/** The cursor in a token of the list `name`; undefined when it is not such a token. */
export function decodeToken(name: string, token: string): number | undefined {
  const text = Buffer.from(token, 'base64').toString('utf8');
  const cursor = text.startsWith(`${name}:`) ? text.slice(name.length + 1) : '';
  return /^\d+$/.test(cursor) ? Number(cursor) : undefined;
}

/** Cuts the page at `offset` out of a list that does not change under the walk. */
export function pageAt<T>(name: string, items: readonly T[], offset: number, size: number): Page<T> {
  const end = offset + size;
  return { items: items.slice(offset, end), next: end < items.length ? encodeToken(name, end) : undefined };
}

/**
 * Cuts the page after the record numbered `after` out of records in rising `seq` order. Records deleted or added during
 * the walk neither shift it nor repeat.
 */
export function pageAfter<T extends { readonly seq: number }>(
  name: string,
  records: readonly T[],
  after: number,
  size: number,
): Page<T> {
  const start = firstAfter(records, after);
  const items = records.slice(start, start + size);
  const last = items.at(-1);
  return { items, next: last && start + size < records.length ? encodeToken(name, last.seq) : undefined };
}

function firstAfter(records: readonly { readonly seq: number }[], after: number): number {
  let low = 0;
  let high = records.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (records[middle]!.seq <= after) {
      low = middle + 1;
    } else {
      high = middle;
    }
  }
  return low;
}
