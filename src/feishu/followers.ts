import type { ApiCaller } from './client';
import { declare } from './endpoint';
import { PeopleV1, type PeopleService } from './people';

const TASK = '/open-apis/task/v1/tasks/:task_id';

/** Followers (关注人) on task v1. Adding somebody who follows already is answered 1470430. */
export function followersV1(caller: ApiCaller): PeopleService {
  return new PeopleV1(caller, {
    add: declare('v1', `POST ${TASK}/followers`, 4, 'safe'),
    list: declare('v1', `GET ${TASK}/followers`, 4),
    removeOne: declare('v1', `DELETE ${TASK}/followers/:follower_id`, 4),
    removeMany: declare('v1', `POST ${TASK}/batch_delete_follower`, 4, 'safe'),
    idParameter: 'follower_id',
    removedField: 'followers',
    allPresentCode: 1470430,
  });
}
