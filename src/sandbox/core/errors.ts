/** One entry of `error.field_violations`. */
export interface FieldViolation {
  readonly field: string;
  readonly value: string;
  readonly description: string;
}

/** One entry of `error.permission_violations`. */
export interface PermissionViolation {
  readonly type: 'action_scope_required' | 'action_privilege_required';
  readonly subject: string;
}

/** What a failing answer may carry besides code and msg. */
export interface ErrorDetail {
  readonly fieldViolations?: readonly FieldViolation[];
  readonly permissionViolations?: readonly PermissionViolation[];
  readonly headers?: Readonly<Record<string, string>>;
}

/** An answer with `code != 0`. Thrown anywhere below the pipeline, turned into the envelope there. */
export class ApiError extends Error {
  constructor(
    readonly status: number,
    readonly code: number,
    message: string,
    readonly detail: ErrorDetail = {},
  ) {
    super(message);
  }
}
