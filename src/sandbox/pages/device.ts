import type { Answer } from '../core/answer';
import type { Call, Route } from '../core/call';
import { grant } from '../domain/oauth';
import type { DeviceRecord } from '../store/model';
import { decisionButtons, personChoice, scopeList } from './consent';
import { foreignForm, formGuard, formValue } from './forms';
import { html } from './html';
import { barePage, pageContext, type PageContext } from './layout';

const path = '/oauth/v1/device/verify';

/** The verification page of the device flow (RFC 8628, section 3.3). */
export const deviceRoutes: readonly Route[] = [
  { method: 'GET', path, handle: (call) => ask(pageContext(call)) },
  { method: 'POST', path, handle: (call) => foreignForm(call) ?? decide(pageContext(call)) },
];

function find(call: Call, userCode: string): DeviceRecord | undefined {
  const wanted = userCode.trim().toUpperCase();
  return call.state.devices.find(
    (device) => device.userCode === wanted && device.state === 'pending' && device.expiresAt > call.now,
  );
}

function ask(context: PageContext): Answer {
  const { call, words } = context;
  const given = call.query.get('user_code') ?? '';
  const device = find(call, given);
  if (!device) {
    const body = html`<h1>${words.deviceTitle}</h1>
      ${given !== '' && html`<p class="note">${words.deviceUnknown}</p>`}
      <form method="get" action="${path}">
        <label for="code">${words.deviceText}</label>
        <input id="code" name="user_code" autocomplete="off" required />
        <button class="main">${words.next}</button>
      </form>`;
    return barePage(context, words.deviceTitle, body);
  }
  const body = html`<h1>${words.deviceTitle}</h1>
    <p><strong>${call.state.app.name}</strong> ${words.consentText}</p>
    <p>${words.deviceCode}: <strong>${device.userCode}</strong></p>
    ${scopeList(context, device.scopes)}
    <form method="post" action="${path}">
      ${formGuard(call)}
      <input type="hidden" name="user_code" value="${device.userCode}" />
      ${personChoice(context)} ${decisionButtons(context)}
    </form>`;
  return barePage(context, words.deviceTitle, body);
}

function decide(context: PageContext): Answer {
  const { call, words } = context;
  const device = find(call, formValue(call, 'user_code'));
  const user = call.state.users.find((candidate) => candidate.openId === formValue(call, 'open_id'));
  const allowed = formValue(call, 'decision') === 'allow' && user !== undefined;
  if (device) {
    device.state = allowed ? 'approved' : 'denied';
    device.openId = allowed ? user.openId : '';
    call.world.store.changed();
    if (allowed) {
      grant(call.world.store, user.openId, device.scopes, call.now);
    }
  }
  const text = !device ? words.deviceUnknown : allowed ? words.deviceDone : words.deviceDenied;
  return barePage(
    context,
    words.deviceTitle,
    html`<h1>${words.deviceTitle}</h1>
      <p class="note">${text}</p>`,
  );
}
