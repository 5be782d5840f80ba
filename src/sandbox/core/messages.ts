/** The `msg` texts of the documents. A number means different things in v1 and v2, so there is one table per family. */
export type Family = 'task_v1' | 'task_v2' | 'contact' | 'im' | 'auth';

const gateway: Readonly<Record<number, string>> = {
  10003: 'invalid param',
  10014: 'app disabled',
  10015: 'app secret invalid',
  99991201: 'resource not find',
  99991301: "request method doesn't match",
  99991400: 'request trigger frequency limit',
  99991401: 'ip is denied by app setting',
  99991403: "This month's API call quota has been exceeded",
  99991543: 'login_user invalid',
  99991661: 'Missing access token for authorization. Please make a request with token attached.',
  99991662: 'app not in use',
  99991663: 'Invalid access token for authorization. Please make a request with token attached.',
  99991664: 'invalid app token',
  99991668: 'Invalid access token for authorization. Please make a request with token attached.',
  99991671: 'Invalid access token for authorization. Invalid token: must start with t-/u-',
  99991672: 'Access denied.',
  99991673: 'unauthorized app',
  99991676: 'token no permission',
  99991677: 'Authentication token expired. Please use a new token.',
  99991679: 'Unauthorized. You do not have permission to perform the requested operation on the resource.',
  99992402: 'field validation failed',
  5000: 'internal error',
};

const taskV1: Readonly<Record<number, string>> = {
  1470400: 'The request failed due to incorrect request parameters.',
  1470403: 'The identity token is incorrect. It should be either user_access_token or tenant_access_token.',
  1470404: 'be refused to create or update task',
  1470410: 'Failed to parse rich_summary.',
  1470411: 'Failed to parse rich_description.',
  1470412: 'invalid follower id',
  1470413: 'invalid collaborator id',
  1470414: 'Invalid timezone.',
  1470415: 'Invalid platform_i18n_name.',
  1470416: 'Both summary and rich_summary are empty.',
  1470417: 'failed to parse rich_content',
  1470418: 'comment is empty',
  1470419: 'task due time not set',
  1470420: 'already exists duplicate reminder time',
  1470421: 'page size exceeds limit',
  1470422: 'invalid page token',
  1470423: 'task id is missing',
  1470424: 'update_fields include unknown field',
  1470425: 'update_fields include forbidden field',
  1470426: 'expected one or more update field',
  1470427: 'total reminder exceeds limit',
  1470428: 'total follower exceeds limit',
  1470429: 'total collaborator exceeds limit',
  1470430: 'followers existed in task',
  1470431: 'collaborators existed in task',
  1470432: 'no permission to access the task',
  1470433: 'task has been deleted',
  1470434: 'Invalid repeat rule, please check the format.',
  1470435: 'Failed to decode extra by base64.',
  1470436: 'Failed to parse url of origin, should start with http, https or applink.',
  1470437:
    'Summary or description length exceed limit, the maximum length of summary is 256, ' +
    'the maximum length of description is 65536.',
  1470438: 'Invalid custom, please check the format.',
  1470439: 'Failed to get time by timestamp.',
  1470450: 'request too fast',
  1470451: 'request api concurrently',
  1470600: 'Failed to create task.',
  1470601: 'failed to delete task',
  1470602: 'Invalid task id.',
  1470603: 'update task failed',
  1470604: 'failed to change the completion of the task',
  1470605: 'failed to get tasks',
  1470700: 'collaborator not found',
  1470701: 'failed to add task collaborators',
  1470702: 'failed to delete task collaborators',
  1470710: 'follower not found',
  1470711: 'failed to add task followers',
  1470712: 'failed to delete task followers',
  1470720: 'reminder not found',
  1470721: 'add task reminder failed',
  1470722: 'failed to delete task reminder',
  1470730: 'failed to create comment',
  1470731: 'failed to delete comment',
  1470732: 'failed to update comment',
  1470733: 'comment not found',
  1470734: 'failed to get comment',
  1470740: 'Text content fails to pass the audit.',
  1470741: 'failed to audit task',
};

const taskV2: Readonly<Record<number, string>> = {
  1470400: 'Invalid Param.',
  1470403: 'Permission denied.',
  1470404: 'The resource does not exist or has been deleted.',
  1470422: 'A request with the same client_token is being processed.',
  1470500: 'Internal Error.',
  1470610: 'The number of assignees exceeds the limit.',
  1470611: 'The number of followers exceeds the limit.',
  1470612: 'The number of tasklist members exceeds the limit.',
  1470613: 'The task already has a reminder.',
};

const contact: Readonly<Record<number, string>> = {
  40001: 'invalid parameter',
  40003: 'internal error',
  40004: 'no dept authority error',
  40008: 'dept Info is null error',
  40011: 'page size is invalid',
  40012: 'page token is invalid error',
  40014: 'no parent dept authority error',
  41012: 'user id invalid error',
  41050: 'no user authority error',
  42008: 'tenant id is invalid error',
  43010: 'big dept forbid recursion error',
  48001: 'invalid param',
  48002: 'Internal Server Error',
};

const im: Readonly<Record<number, string>> = {
  232001: 'Your request contains an invalid request parameter.',
  232004: 'Such an app does NOT exist.',
  232006: 'Your request specifies a chat_id which is invalid.',
  232009: 'Your request specifies a chat which has already been dissolved.',
  232010: 'Operator and chat can NOT be in different tenants.',
  232011: 'Operator can NOT be out of the chat.',
  232017: 'No Permission: the operator can NOT change the members of the chat.',
  232019: 'The request has been rate limited.',
  232025: 'Bot ability is not activated.',
  232033: 'The operator or invited bots does NOT have the authority to manage external chats.',
  232034: 'The app is unavailable or inactivated by the tenant.',
};

const auth: Readonly<Record<number, string>> = {
  20001: 'invalid request',
  20005: 'The user access token passed is invalid.',
  20008: 'user not exist',
  20021: 'User resigned',
  20022: 'User frozen',
  20023: 'User not registered',
  20050: 'system error',
};

const families: Readonly<Record<Family, Readonly<Record<number, string>>>> = {
  task_v1: taskV1,
  task_v2: taskV2,
  contact,
  im,
  auth,
};

/** The text a document gives for `code`; the gateway's own codes are the same in every family. */
export function messageOf(family: Family, code: number): string {
  return families[family][code] ?? gateway[code] ?? 'internal error';
}
