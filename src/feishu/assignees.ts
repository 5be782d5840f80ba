import type { ApiCaller } from './client';
import { declare } from './endpoint';
import { PeopleV1, type PeopleService } from './people';

const TASK = '/open-apis/task/v1/tasks/:task_id';

/**
 * Assignees (负责人) on task v1, where they are called collaborators (执行者). A task has at most 50 (1470429); only its
 * creator and assignees may add more (1470404).
 */
export function assigneesV1(caller: ApiCaller): PeopleService {
  return new PeopleV1(caller, {
    add: declare('v1', `POST ${TASK}/collaborators`, 3, 'safe'),
    list: declare('v1', `GET ${TASK}/collaborators`, 4),
    removeOne: declare('v1', `DELETE ${TASK}/collaborators/:collaborator_id`, 4),
    removeMany: declare('v1', `POST ${TASK}/batch_delete_collaborator`, 4, 'safe'),
    idParameter: 'collaborator_id',
    removedField: 'collaborators',
    allPresentCode: 1470431,
  });
}
