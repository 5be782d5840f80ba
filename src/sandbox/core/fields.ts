import { ApiError, type FieldViolation } from './errors';

export type JsonObject = Readonly<Record<string, unknown>>;

/** Limits of a field: lengths in characters (code points), sizes in items. */
interface Limits {
  readonly required?: boolean;
  readonly max?: number;
}

export function isJsonObject(value: unknown): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** Number of characters as a reader counts them (code points). */
export function charLength(text: string): number {
  let count = 0;
  for (let index = 0; index < text.length; index += text.codePointAt(index)! > 0xffff ? 2 : 1) {
    count += 1;
  }
  return count;
}

/**
 * Reads typed fields of a request body the way the gateway does: all violations are collected, then `check()` answers
 * them together with 99992402 and one `field_violations` entry each. `null` counts as absent.
 */
export class Fields {
  constructor(
    private readonly source: JsonObject,
    private readonly prefix = '',
    private readonly violations: FieldViolation[] = [],
  ) {}

  has(name: string): boolean {
    return this.source[name] != null;
  }

  string(name: string, limits: Limits = {}): string | undefined {
    const value = this.read(name, limits, 'string', (candidate) => typeof candidate === 'string');
    if (typeof value === 'string' && limits.max !== undefined && charLength(value) > limits.max) {
      this.violate(name, value, `the max length is ${limits.max}`);
    }
    return value as string | undefined;
  }

  /** A string, or a whole number where the documents' own samples send one. */
  text(name: string): string | undefined {
    const accepts = (value: unknown) => typeof value === 'string' || Number.isSafeInteger(value);
    const value = this.read(name, {}, 'string', accepts);
    return value === undefined ? undefined : String(value);
  }

  bool(name: string): boolean | undefined {
    return this.read(name, {}, 'boolean', (candidate) => typeof candidate === 'boolean') as boolean | undefined;
  }

  int(name: string, limits: Limits = {}): number | undefined {
    return this.read(name, limits, 'int', (candidate) => Number.isSafeInteger(candidate)) as number | undefined;
  }

  strings(name: string, limits: Limits = {}): string[] | undefined {
    const isStrings = (value: unknown) => Array.isArray(value) && value.every((item) => typeof item === 'string');
    const value = this.read(name, limits, 'string[]', isStrings) as string[] | undefined;
    this.checkSize(name, value, limits);
    return value;
  }

  ints(name: string, limits: Limits = {}): number[] | undefined {
    const isInts = (value: unknown) => Array.isArray(value) && value.every((item) => Number.isSafeInteger(item));
    return this.read(name, limits, 'int[]', isInts) as number[] | undefined;
  }

  object(name: string, limits: Limits = {}): Fields | undefined {
    const value = this.read(name, limits, 'object', isJsonObject) as JsonObject | undefined;
    return value && new Fields(value, `${this.prefix}${name}.`, this.violations);
  }

  /** An object whose own keys are data. */
  record(name: string, limits: Limits = {}): Record<string, unknown> | undefined {
    return this.read(name, limits, 'object', isJsonObject) as Record<string, unknown> | undefined;
  }

  objects(name: string, limits: Limits = {}): Fields[] | undefined {
    const isObjects = (value: unknown) => Array.isArray(value) && value.every(isJsonObject);
    const value = this.read(name, limits, 'object[]', isObjects) as JsonObject[] | undefined;
    this.checkSize(name, value, limits);
    return value?.map((item, index) => new Fields(item, `${this.prefix}${name}[${index}].`, this.violations));
  }

  /** Throws 99992402 when anything read so far, here or in nested objects, was wrong. */
  check(): void {
    if (this.violations.length > 0) {
      const text = this.violations.map((violation) => `${violation.field}: ${violation.description}`).join('; ');
      throw new ApiError(400, 99992402, `field validation failed. ${text}`, { fieldViolations: [...this.violations] });
    }
  }

  /** Notes a violation the typed readers cannot see. */
  violate(name: string, value: unknown, description: string): void {
    this.violations.push({ field: `${this.prefix}${name}`, value: shorten(value), description });
  }

  private read(name: string, limits: Limits, type: string, accepts: (value: unknown) => boolean): unknown {
    const value = this.source[name] ?? undefined;
    if (value === undefined) {
      if (limits.required) {
        this.violate(name, '', `${name} is required`);
      }
      return undefined;
    }
    if (!accepts(value)) {
      this.violate(name, value, `the type should be ${type}`);
      return undefined;
    }
    return value;
  }

  private checkSize(name: string, value: readonly unknown[] | undefined, limits: Limits): void {
    if (value && limits.max !== undefined && value.length > limits.max) {
      this.violate(name, `${value.length} items`, `the max length is ${limits.max}`);
    }
  }
}

function shorten(value: unknown): string {
  const text = typeof value === 'string' ? value : (JSON.stringify(value) ?? '');
  return text.length > 100 ? `${text.slice(0, 100)}…` : text;
}
