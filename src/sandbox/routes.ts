import { Router } from './core/router';
import type { Route } from './core/call';
import { controlRoutes } from './control';
import { consentRoutes } from './pages/consent';
import { deviceRoutes } from './pages/device';
import { listPageRoutes } from './pages/listPages';
import { settingsRoutes } from './pages/settings';
import { taskPageRoutes } from './pages/taskPages';
import { chatRoutes } from './resources/chats';
import { contactRoutes } from './resources/contacts';
import { departmentRoutes } from './resources/departments';
import { legacyOidcRoutes } from './resources/legacyOidc';
import { oauthRoutes } from './resources/oauth';
import { tokenRoutes } from './resources/tokens';
import { userInfoRoutes } from './resources/userInfo';
import { commentRoutesV1 } from './resources/v1/comments';
import { memberRoutesV1 } from './resources/v1/members';
import { reminderRoutesV1 } from './resources/v1/reminders';
import { taskRoutesV1 } from './resources/v1/taskRoutes';
import { commentRoutesV2 } from './resources/v2/comments';
import { subscriptionRoutes } from './resources/v2/subscriptions';
import { taskCrudRoutes } from './resources/v2/taskCrud';
import { tasklistRoutes } from './resources/v2/tasklists';
import { taskMemberRoutes } from './resources/v2/taskMembers';
import { taskListRoutes } from './resources/v2/taskRoutes';

/** Everything the sandbox answers. */
export function allRoutes(): Router<Route> {
  const router = new Router<Route>();
  for (const routes of [
    tokenRoutes,
    oauthRoutes,
    legacyOidcRoutes,
    userInfoRoutes,
    taskRoutesV1,
    memberRoutesV1,
    commentRoutesV1,
    reminderRoutesV1,
    taskCrudRoutes,
    taskMemberRoutes,
    taskListRoutes,
    tasklistRoutes,
    subscriptionRoutes,
    commentRoutesV2,
    contactRoutes,
    departmentRoutes,
    chatRoutes,
    taskPageRoutes,
    listPageRoutes,
    consentRoutes,
    deviceRoutes,
    settingsRoutes,
    controlRoutes,
  ]) {
    router.add(routes);
  }
  return router;
}
