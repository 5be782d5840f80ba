/** What kind of comment a span is. */
export const enum SpanKind {
  Line,
  Block,
  Doc,
}

const WIDTH = 4;

/**
 * Comment spans of a document, in order and without overlap. Kept as numbers: a source file has hundreds of
 * comments of which few are todos, and objects for all of them cost more than finding them.
 */
export class SpanList {
  private data = new Int32Array(64 * WIDTH);
  length = 0;

  push(start: number, end: number, kind: SpanKind, openLength: number, closeLength: number, language: number): void {
    const at = this.length * WIDTH;
    if (at === this.data.length) {
      const grown = new Int32Array(this.data.length * 2);
      grown.set(this.data);
      this.data = grown;
    }
    this.data[at] = start;
    this.data[at + 1] = end;
    this.data[at + 2] = kind | (openLength << 2) | (closeLength << 12);
    this.data[at + 3] = language;
    this.length++;
  }

  start(index: number): number {
    return this.data[index * WIDTH]!;
  }

  end(index: number): number {
    return this.data[index * WIDTH + 1]!;
  }

  kind(index: number): SpanKind {
    return this.data[index * WIDTH + 2]! & 3;
  }

  openLength(index: number): number {
    return (this.data[index * WIDTH + 2]! >> 2) & 1023;
  }

  closeLength(index: number): number {
    return this.data[index * WIDTH + 2]! >> 12;
  }

  language(index: number): number {
    return this.data[index * WIDTH + 3]!;
  }

  truncate(length: number): void {
    this.length = length;
  }

  /** Number of the first span that ends behind `offset`. */
  firstEndingAfter(offset: number): number {
    let low = 0;
    let high = this.length;
    while (low < high) {
      const middle = (low + high) >>> 1;
      if (this.end(middle) > offset) high = middle;
      else low = middle + 1;
    }
    return low;
  }

  /** Appends spans `from` to `to` (exclusive) of another list, moved by `delta`. */
  append(other: SpanList, from: number, to: number, delta: number): void {
    const needed = (this.length + to - from) * WIDTH;
    if (needed > this.data.length) {
      const grown = new Int32Array(Math.max(needed, this.data.length * 2));
      grown.set(this.data.subarray(0, this.length * WIDTH));
      this.data = grown;
    }
    let at = this.length * WIDTH;
    for (let source = from * WIDTH; source < to * WIDTH; source += WIDTH, at += WIDTH) {
      this.data[at] = other.data[source]! + delta;
      this.data[at + 1] = other.data[source + 1]! + delta;
      this.data[at + 2] = other.data[source + 2]!;
      this.data[at + 3] = other.data[source + 3]!;
    }
    this.length += to - from;
  }
}
