import { unknownGuid } from './documented';
import { body, query, v1, type Row } from './documentedRow';
import { minimalTask } from './support';

const create = `POST ${v1}`;
const patch = `PATCH ${v1}/:task_id`;

function patched(code: number, why: string, task: object, fields: string[]): Row {
  return body(patch, 400, code, why, () => ({ task, update_fields: fields }));
}

const longText = 'x'.repeat(65_537);
/** Task v1, section by section of the reference: 8.1, 3.4, 3.3. */
export const rowsV1: Row[] = [
  body(create, 400, 1470400, 'an empty executor id', () => ({ collaborator_ids: [''] })),
  body(create, 400, 1470410, 'a link without scheme', () => ({ rich_summary: '[a](b)' })),
  body(create, 400, 1470411, 'an open tag', () => ({ rich_description: '<at id=ou_1>' })),
  body(create, 400, 1470414, 'no IANA zone', () => ({ due: { time: '1623124318', timezone: 'Mars/Base' } })),
  body(create, 400, 1470415, 'an unknown locale', () => ({ origin: { platform_i18n_name: '{"xx_yy":"a"}' } })),
  body(create, 400, 1470416, 'no title at all', () => ({ summary: '', rich_summary: '' })),
  body(create, 400, 1470434, 'no rule', () => ({ repeat_rule: 'EVERY=DAY' })),
  body(create, 400, 1470435, 'no base64', () => ({ extra: '{"a":1}' })),
  body(create, 400, 1470436, 'a vscode link', () => ({
    origin: { ...minimalTask.origin, href: { url: 'vscode://file/a' } },
  })),
  body(create, 400, 1470437, '257 characters', () => ({ summary: '汉'.repeat(257) })),
  body(create, 400, 1470438, 'no JSON', () => ({ custom: '{' })),
  body(create, 400, 1470439, 'no number', () => ({ due: { time: 'tomorrow' } })),
  body(create, 400, 1470740, 'audited text', () => ({ summary: 'sandbox-forbidden-text' })),
  patched(1470400, 'an empty title', { summary: '' }, ['summary']),
  patched(1470410, 'a bad rich title', { rich_summary: '<a>x</a>' }, ['rich_summary']),
  patched(1470411, 'a bad rich text', { rich_description: '[a](ftp://b)' }, ['rich_description']),
  patched(1470412, 'an empty follower', { follower_ids: [''] }, ['follower_ids']),
  patched(1470413, 'an empty executor', { collaborator_ids: [' '] }, ['collaborator_ids']),
  patched(1470414, 'no IANA zone', { due: { time: '1', timezone: 'Nowhere' } }, ['due']),
  patched(1470415, 'a bad origin', { summary: 'a', origin: { platform_i18n_name: '[]' } }, ['summary']),
  patched(1470424, 'an unknown field', { summary: 'a' }, ['title']),
  patched(1470425, 'a fixed field', { summary: 'a' }, ['origin']),
  patched(1470426, 'no field', { summary: 'a' }, []),
  patched(1470434, 'no rule', { repeat_rule: 'FREQ=SOMETIMES' }, ['repeat_rule']),
  patched(1470435, 'no base64', { extra: 'a' }, ['extra']),
  patched(1470436, 'a bad link', { summary: 'a', origin: { ...minimalTask.origin, href: { url: 'file:///a' } } }, [
    'summary',
  ]),
  patched(1470437, 'a long text', { description: longText }, ['description']),
  patched(1470438, 'no platform', { custom: '{"custom_complete":{"watch":{}}}' }, ['custom']),
  patched(1470439, 'no number', { due: { time: '-5' } }, ['due']),
  patched(1470740, 'audited text', { summary: 'sandbox-forbidden-text' }, ['summary']),
  {
    api: patch,
    status: 400,
    code: 1470423,
    why: 'a blank id',
    provoke: (scene) => scene.send(patch, { ids: { task_id: ' ' } }),
  },
  query(`GET ${v1}`, 400, 1470421, 'more than 100', '?page_size=101'),
  query(`GET ${v1}`, 400, 1470422, 'a foreign token', '?page_token=LTE='),
  query(`GET ${v1}/:task_id/comments`, 400, 1470421, 'more than 100', '?page_size=101'),
  query(`GET ${v1}/:task_id/comments`, 400, 1470422, 'no token', '?page_token=abc'),
  {
    api: `GET ${v1}/:task_id/comments`,
    status: 404,
    code: 1470733,
    why: 'the comment a page ended with is gone',
    async provoke(scene) {
      const { harness, task } = scene;
      await harness.post(`${v1}/${task}/comments`, { content: 'second' });
      const page = await harness.get(`${v1}/${task}/comments?page_size=1`);
      await harness.request('DELETE', `${v1}/${task}/comments/${scene.comment}`);
      return harness.get(`${v1}/${task}/comments?page_token=${encodeURIComponent(page.data.page_token)}`);
    },
  },
  {
    api: `DELETE ${v1}/:task_id`,
    status: 400,
    code: 1470433,
    why: 'deleted already',
    async provoke(scene) {
      await scene.send(`DELETE ${v1}/:task_id`);
      return scene.send(`DELETE ${v1}/:task_id`);
    },
  },
  {
    api: `POST ${v1}/:task_id/uncomplete`,
    status: 400,
    code: 1470604,
    why: 'not completed',
    provoke: (scene) => scene.send(`POST ${v1}/:task_id/uncomplete`),
  },
  body(`POST ${v1}/:task_id/followers`, 400, 1470412, 'an empty id', () => ({ id_list: [''] })),
  body(`POST ${v1}/:task_id/followers`, 400, 1470428, 'one too many', (scene) => ({
    id_list: [2, 3, 4].map((index) => scene.person(index)),
  })),
  body(`POST ${v1}/:task_id/followers`, 400, 1470430, 'a follower', (scene) => ({ id_list: [scene.person(1)] })),
  body(`POST ${v1}/:task_id/collaborators`, 400, 1470429, 'one too many', (scene) => ({
    id_list: [2, 3].map((index) => scene.person(index)),
  })),
  body(`POST ${v1}/:task_id/collaborators`, 400, 1470431, 'an executor', (scene) => ({
    id: scene.person(0),
    id_list: null,
  })),
  {
    api: `DELETE ${v1}/:task_id/followers/:follower_id`,
    status: 404,
    code: 1470710,
    why: 'no follower',
    provoke: (scene) =>
      scene.send(`DELETE ${v1}/:task_id/followers/:follower_id`, { ids: { follower_id: scene.person(4) } }),
  },
  {
    api: `DELETE ${v1}/:task_id/collaborators/:collaborator_id`,
    status: 404,
    code: 1470700,
    why: 'no executor',
    provoke: (scene) =>
      scene.send(`DELETE ${v1}/:task_id/collaborators/:collaborator_id`, { ids: { collaborator_id: scene.person(4) } }),
  },
  body(`POST ${v1}/:task_id/comments`, 400, 1470417, 'bad markup', () => ({ rich_content: '<at id=ou_nobody></at>' })),
  body(`POST ${v1}/:task_id/comments`, 400, 1470418, 'no text', () => ({ content: '' })),
  body(`PUT ${v1}/:task_id/comments/:comment_id`, 400, 1470417, 'bad markup', () => ({ rich_content: '<a>' })),
  body(`PUT ${v1}/:task_id/comments/:comment_id`, 400, 1470418, 'no text', () => ({ content: '' })),
  {
    api: `PUT ${v1}/:task_id/comments/:comment_id`,
    status: 404,
    code: 1470733,
    why: 'no comment',
    provoke: (scene) => scene.send(`PUT ${v1}/:task_id/comments/:comment_id`, { ids: { comment_id: '1' } }),
  },
  {
    api: `POST ${v1}/:task_id/reminders`,
    status: 400,
    code: 1470419,
    why: 'no due time',
    async provoke(scene) {
      scene.task = await scene.harness.task();
      return scene.send(`POST ${v1}/:task_id/reminders`);
    },
  },
  body(`POST ${v1}/:task_id/reminders`, 400, 1470420, 'the same minute', () => ({ relative_fire_minute: 10 })),
  {
    api: `POST ${v1}/:task_id/reminders`,
    status: 400,
    code: 1470427,
    why: 'one too many',
    async provoke(scene) {
      await scene.harness.post(`${v1}/${scene.task}/reminders`, { relative_fire_minute: 11 });
      return scene.send(`POST ${v1}/:task_id/reminders`);
    },
  },
  {
    api: `DELETE ${v1}/:task_id/reminders/:reminder_id`,
    status: 404,
    code: 1470720,
    why: 'no reminder',
    provoke: (scene) => scene.send(`DELETE ${v1}/:task_id/reminders/:reminder_id`, { ids: { reminder_id: '99999' } }),
  },
  {
    api: `POST ${v1}/:task_id/comments`,
    status: 500,
    code: 1470730,
    why: 'no task',
    provoke: (scene) => scene.send(`POST ${v1}/:task_id/comments`, { ids: { task_id: unknownGuid } }),
  },
  {
    api: `GET ${v1}/:task_id/comments/:comment_id`,
    status: 500,
    code: 1470734,
    why: 'no comment',
    provoke: (scene) => scene.send(`GET ${v1}/:task_id/comments/:comment_id`, { ids: { comment_id: '1' } }),
  },
  {
    api: `DELETE ${v1}/:task_id/comments/:comment_id`,
    status: 500,
    code: 1470731,
    why: 'no comment',
    provoke: (scene) => scene.send(`DELETE ${v1}/:task_id/comments/:comment_id`, { ids: { comment_id: '1' } }),
  },
];
