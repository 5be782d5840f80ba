import type { ApiCaller } from './client';
import type { Endpoint } from './endpoint';
import { FeishuError } from './errors/types';
import { LIMITS } from './limits';
import type { CallOptions } from './model';
import { pagedItems } from './paging';
import { readIds, readTexts } from './read';
import { inBatches, requireIds } from './validate/basic';

/** The followers or the assignees of a task. */
export interface PeopleService {
  /** Adds people in batches of 50. People who are there already are no error. */
  add(taskId: string, ids: readonly string[], options?: CallOptions): Promise<void>;
  /** The ids of all people there, each once. */
  list(taskId: string, options?: CallOptions): AsyncIterable<string>;
  /** Removes people in batches of 50 and gives those that really were removed. */
  remove(taskId: string, ids: readonly string[], options?: CallOptions): Promise<readonly string[]>;
  /** Removes one person; FeishuError (isNotFound) where they are not there. */
  removeOne(taskId: string, id: string, options?: CallOptions): Promise<void>;
}

/** What differs between followers and collaborators on task v1. */
export interface PeopleApiV1 {
  readonly add: Endpoint;
  readonly list: Endpoint;
  readonly removeOne: Endpoint;
  readonly removeMany: Endpoint;
  /** Name of the path parameter of `removeOne`. */
  readonly idParameter: string;
  /** Name of the list in `removeMany`'s answer. */
  readonly removedField: string;
  /** The code saying that everybody given is there already. */
  readonly allPresentCode: number;
}

const PAGE_SIZE = 50;

/** Followers and collaborators work alike on task v1, down to their oddities. */
export class PeopleV1 implements PeopleService {
  constructor(
    private readonly caller: ApiCaller,
    private readonly api: PeopleApiV1,
  ) {}

  async add(taskId: string, ids: readonly string[], options?: CallOptions): Promise<void> {
    for (const batch of inBatches(requireIds('ids', ids), LIMITS.peoplePerCall)) {
      try {
        await this.caller.call(this.api.add, { ...this.write(taskId), body: { id_list: batch } }, options);
      } catch (error) {
        if (!(error instanceof FeishuError && error.code === this.api.allPresentCode)) {
          throw error;
        }
      }
    }
  }

  async *list(taskId: string, options?: CallOptions): AsyncGenerator<string> {
    const seen = new Set<string>();
    const args = { path: { task_id: taskId }, query: { ...this.people, page_size: PAGE_SIZE } };
    for await (const item of pagedItems(this.caller, this.api.list, args, options)) {
      for (const id of readIds(item)) {
        if (!seen.has(id)) {
          seen.add(id);
          yield id;
        }
      }
    }
  }

  async remove(taskId: string, ids: readonly string[], options?: CallOptions): Promise<readonly string[]> {
    const removed: string[] = [];
    for (const batch of inBatches(requireIds('ids', ids), LIMITS.peoplePerCall)) {
      const args = { ...this.write(taskId), body: { id_list: batch } };
      const data = await this.caller.call(this.api.removeMany, args, options);
      removed.push(...readTexts(data[this.api.removedField]));
    }
    return removed;
  }

  async removeOne(taskId: string, id: string, options?: CallOptions): Promise<void> {
    const args = this.write(taskId);
    const path = { ...args.path, [this.api.idParameter]: id };
    await this.caller.call(this.api.removeOne, { ...args, path }, options);
  }

  private get people() {
    return { user_id_type: this.caller.userIdType };
  }

  private write(taskId: string) {
    return { path: { task_id: taskId }, query: this.people, serialKey: taskId };
  }
}
