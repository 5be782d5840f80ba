import { isAboutToken, isAuthError, isOutcomeUnclear, isRateLimit, isServerFailure } from '../feishu/errors/recognise';
import { BadAnswerError, FeishuError, NetworkError, TimeoutError, ValidationError } from '../feishu/errors/types';
import type { CallOptions } from '../feishu/model';
import type { PeopleService } from '../feishu/people';
import type { TaskService } from '../feishu/taskService';
import { checkNewTask } from '../feishu/validate/task';
import type { Failure, FailureKind, TaskCreator } from './outbox/creator';
import type { IntentError } from './outbox/intent';

/** The parts of the client that creating a task needs. */
export interface CreatorServices {
  readonly tasks: Pick<TaskService, 'create' | 'list'>;
  readonly assignees: Pick<PeopleService, 'add'>;
  readonly followers: Pick<PeopleService, 'add'>;
  readonly tasklists: { addTask(taskId: string, tasklistGuid: string, options?: CallOptions): Promise<unknown> };
}

/** There was no client to send anything with. */
class NoClientError extends Error {
  constructor(override readonly cause: unknown) {
    super(cause instanceof Error ? cause.message : String(cause));
    this.name = 'NoClientError';
  }
}

/**
 * The outbox's view of the Feishu client.
 * @param services the client, or how to get it at each call; where getting it fails nothing was sent
 */
export function feishuCreator(services: CreatorServices | (() => Promise<CreatorServices>)): TaskCreator {
  const client = async (): Promise<CreatorServices> => {
    if (typeof services !== 'function') return services;
    try {
      return await services();
    } catch (error) {
      throw new NoClientError(error);
    }
  };
  return {
    check: checkNewTask,
    create: async (task, options) => (await client()).tasks.create(task, options),
    async *createdSince(createdFrom, options) {
      yield* (await client()).tasks.list({ createdFrom: Math.max(0, createdFrom) }, options);
    },
    async followUp(taskId, step, options) {
      const { tasklists, ...people } = await client();
      if (step.kind === 'tasklist') await tasklists.addTask(taskId, step.guid, options);
      else await people[step.kind].add(taskId, step.ids, options);
    },
    classify,
  };
}

/** What an error of the client says about whether the request was carried out (§1.4, §11). */
export function classify(error: unknown): Failure {
  const data = errorData(error);
  if (error instanceof ValidationError) return { kind: 'refused', error: data };
  if (isAuthError(error)) return { kind: 'signed-out', error: data };
  if (error instanceof NoClientError || isAboutToken(error)) return { kind: withoutToken(error), error: data };
  if (isRateLimit(error)) {
    const { retryAfterSeconds } = error;
    return { kind: 'busy', error: data, retryAfterMs: retryAfterSeconds && retryAfterSeconds * 1000 };
  }
  const isOver = !(error instanceof TimeoutError || error instanceof NetworkError || isGatewayTimeout(error));
  if (isOutcomeUnclear(error)) return { kind: 'unclear', error: data, isOver };
  if (error instanceof FeishuError) return { kind: 'refused', error: data };
  // A page of a hotel's Wi-Fi, a proxy asking for a password: Feishu was not reached.
  if (error instanceof NetworkError || error instanceof BadAnswerError) return { kind: 'not-sent', error: data };
  return { kind: 'unclear', error: data };
}

/** The request itself was not sent. Where the app or the person was refused, only another sign-in helps. */
function withoutToken(error: unknown): FailureKind {
  const cause = error instanceof NoClientError ? error.cause : error;
  const passes = isServerFailure(cause) || isRateLimit(cause);
  return cause instanceof FeishuError && !passes ? 'signed-out' : 'not-sent';
}

/** A gateway gave up waiting; what is behind it may still be at work. */
function isGatewayTimeout(error: unknown): boolean {
  const answered = error instanceof FeishuError || error instanceof BadAnswerError;
  return answered && (error.httpStatus === 502 || error.httpStatus === 504);
}

/** What is worth keeping of an error beyond this process. */
export function errorData(error: unknown): IntentError {
  const message = error instanceof Error ? error.message : String(error);
  if (error instanceof ValidationError) return { message, field: error.field };
  if (!(error instanceof FeishuError)) return { message };
  return {
    message,
    apiVersion: error.apiVersion,
    code: error.code,
    httpStatus: error.httpStatus,
    logId: error.logId,
    field: error.fieldViolations[0]?.field,
    missingScopes: error.missingScopes,
    consoleUrl: error.consoleUrl,
  };
}
