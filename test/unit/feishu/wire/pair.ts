import type * as lark from '@larksuiteoapi/node-sdk';
import fc from 'fast-check';
import type { FeishuClient } from '../../../../src/feishu';
import { ids } from '../arbitraries';

/** One API as both sides call it with the same arguments. */
export interface Pair<A> {
  readonly name: string;
  readonly args: fc.Arbitrary<A>;
  ours(client: FeishuClient, args: A): Promise<unknown>;
  sdk(client: lark.Client, args: A): Promise<unknown>;
}

export const pair = <A>(name: string, args: fc.Arbitrary<A>, ours: Pair<A>['ours'], sdk: Pair<A>['sdk']): Pair<A> => ({
  name,
  args,
  ours,
  sdk,
});

/** The query both sides send with every call about people. */
export const people = { user_id_type: 'open_id' } as const;
export const someIds = fc.uniqueArray(ids('ou'), { minLength: 1, maxLength: 50 });
export const taskId = fc.uuid();
export const guid = fc.uuid();
export const task = fc.record({ taskId });
export const withIds = fc.record({ taskId, list: someIds });
export const withId = fc.record({ taskId, id: ids('ou') });
export const onTask = (args: { taskId: string }) => ({ path: { task_id: args.taskId } });
export const onList = (args: { guid: string }) => ({ path: { tasklist_guid: args.guid } });
