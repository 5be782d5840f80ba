import { ok, type Answer } from '../core/answer';
import type { Call, Route } from '../core/call';
import { decodeToken, pageAt } from '../core/paging';
import type { DepartmentRecord } from '../store/model';
import { contactOffset, contactPage, contactPageSize, contactRules, departmentOf, directoryScopes } from './directory';

const departments = '/open-apis/contact/v3/departments';

export const departmentRoutes: readonly Route[] = [
  {
    method: 'GET',
    path: `${departments}/:department_id/children`,
    api: contactRules(
      directoryScopes,
      '400/43010 400/40003 400/40008 403/40014 400/40011 400/40012 401/42008 400/43007 403/40004',
    ),
    handle: children,
  },
  {
    method: 'POST',
    path: `${departments}/search`,
    api: contactRules(['contact:contact.base:readonly', 'search:department:read'], '400/48001 500/48002', {
      tokens: 'U',
      tier: 'special',
    }),
    handle: search,
  },
];

function children(call: Call): Answer {
  const size = contactPageSize(call, 10, 50);
  const parent = departmentOf(call, call.param('department_id'));
  const offset = contactOffset(call, `children-${parent}`);
  const recursive = call.query.get('fetch_child') === 'true';
  const found = below(call, parent, recursive);
  return contactPage(pageAt(`children-${parent}`, found, offset, size), (department) => view(call, department));
}

function below(call: Call, parent: string, recursive: boolean): DepartmentRecord[] {
  const direct = call.state.departments.filter((department) => department.visible && department.parentId === parent);
  return recursive
    ? direct.flatMap((department) => [department, ...below(call, department.openDepartmentId, true)])
    : direct;
}

function search(call: Call): Answer {
  const fields = call.fields();
  const query = fields.string('query', { required: true }) ?? '';
  fields.check();
  const text = call.query.get('page_size') ?? '';
  const size = text === '' ? 20 : Number(text);
  if (query.trim() === '' || !Number.isInteger(size) || size < 1 || size > 50) {
    call.fail(48001);
  }
  const token = call.query.get('page_token') ?? '';
  const offset = token === '' ? 0 : (decodeToken('department-search', token) ?? call.fail(48001));
  const wanted = query.toLowerCase();
  const found = call.state.departments.filter(
    (department) =>
      department.visible && [department.name, department.enName].some((name) => name.toLowerCase().includes(wanted)),
  );
  const page = pageAt('department-search', found, offset, size);
  return ok({
    items: page.items.map((department) => view(call, department)),
    page_token: page.next ?? '',
    has_more: page.next !== undefined,
  });
}

function view(call: Call, department: DepartmentRecord): object {
  const members = call.state.users.filter((user) => user.departmentIds.includes(department.openDepartmentId));
  return {
    name: department.name,
    i18n_name: { zh_cn: department.name, en_us: department.enName, ja_jp: '' },
    parent_department_id: department.parentId,
    department_id: department.departmentId,
    open_department_id: department.openDepartmentId,
    member_count: members.length,
    status: { is_deleted: false },
  };
}
