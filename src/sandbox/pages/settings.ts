import { redirect, type Answer } from '../core/answer';
import type { Call, Route } from '../core/call';
import { foreignForm, formGuard, formValue } from './forms';
import { html, type Html } from './html';
import { page, pageContext, type PageContext } from './layout';

/** What a real app's console holds: redirect URLs, scopes, switches. */
export const settingsRoutes: readonly Route[] = [
  { method: 'GET', path: '/settings', handle: (call) => show(pageContext(call)) },
  { method: 'GET', path: '/app/:app_id/auth', handle: () => redirect('/settings', 302) },
  { method: 'POST', path: '/settings', handle: (call) => foreignForm(call) ?? save(call) },
  { method: 'GET', path: '/avatar/:name', handle: avatar },
];

function show(context: PageContext): Answer {
  const { call, words } = context;
  const { app } = call.state;
  const lines = (name: string, word: string, values: readonly string[]) =>
    html`<label for="${name}">${word}</label>
      <textarea id="${name}" name="${name}" spellcheck="false">${values.join('\n')}</textarea>`;
  const box = (name: string, word: string, checked: boolean): Html =>
    html`<label class="check"
      ><input type="checkbox" name="${name}" value="on" ${checked && html`checked`} /> ${word}</label
    >`;
  const body = html`<h1>${words.settings}</h1>
    <p class="facts">${words.appId}: <code>${app.appId}</code></p>
    <form method="post" action="/settings">
      ${formGuard(call)} ${box('enabled', words.enabled, app.enabled)} ${box('bot', words.bot, app.botEnabled)}
      ${box('refresh', words.refresh, app.refreshEnabled)} ${lines('redirects', words.redirects, app.redirectUris)}
      ${lines('scopes_tenant', words.scopesTenant, app.scopes.tenant)}
      ${lines('scopes_user', words.scopesUser, app.scopes.user)}
      <p><button class="main">${words.save}</button></p>
    </form>`;
  return page(context, words.settings, body, '/settings');
}

function save(call: Call): Answer {
  const { app } = call.state;
  const lines = (name: string) => [
    ...new Set(
      formValue(call, name)
        .split(/\s+/)
        .filter((line) => line !== ''),
    ),
  ];
  app.enabled = formValue(call, 'enabled') === 'on';
  app.botEnabled = formValue(call, 'bot') === 'on';
  app.refreshEnabled = formValue(call, 'refresh') === 'on';
  app.redirectUris = lines('redirects').filter((uri) => URL.canParse(uri));
  app.scopes = { tenant: lines('scopes_tenant'), user: lines('scopes_user') };
  call.world.store.changed();
  return redirect('/settings');
}

/** One neutral face for everybody. */
function avatar(): Answer {
  const body =
    '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 72 72"><rect width="72" height="72" fill="#8fa6cc"/>' +
    '<circle cx="36" cy="28" r="13" fill="#fff"/><path d="M10 72a26 26 0 0 1 52 0z" fill="#fff"/></svg>';
  return { status: 200, headers: { 'content-type': 'image/svg+xml' }, body };
}
