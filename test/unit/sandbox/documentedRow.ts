import type { Scene } from './documented';
import type { Reply } from './support';

/** One documented failure and a request that causes it. */
export interface Row {
  readonly api: string;
  readonly status: number;
  readonly code: number;
  readonly why: string;
  readonly provoke: (scene: Scene) => Promise<Reply>;
}

export const v1 = '/open-apis/task/v1/tasks';
export const v2 = '/open-apis/task/v2';
export const subscriptions = `${v2}/tasklists/:tasklist_guid/activity_subscriptions`;

/** A row that changes the good body of its API. */
export function body(api: string, status: number, code: number, why: string, change: (scene: Scene) => object): Row {
  const provoke = (scene: Scene) => scene.send(api, { body: { ...scene.goodBody(api), ...change(scene) } });
  return { api, status, code, why, provoke };
}

export function query(api: string, status: number, code: number, why: string, text: string): Row {
  return { api, status, code, why, provoke: (scene) => scene.send(api, { query: text }) };
}

/** A row that names other things in the path. */
export function withIds(
  api: string,
  status: number,
  code: number,
  why: string,
  ids: (scene: Scene) => Record<string, string>,
): Row {
  return { api, status, code, why, provoke: (scene) => scene.send(api, { ids: ids(scene) }) };
}
