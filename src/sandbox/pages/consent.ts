import { redirect, type Answer } from '../core/answer';
import type { Call, Route } from '../core/call';
import { grant, issueCode, splitScopes } from '../domain/oauth';
import { foreignForm, formGuard, formValue } from './forms';
import { html, type Html } from './html';
import { barePage, pageContext, type PageContext } from './layout';

const path = '/open-apis/authen/v1/authorize';
/** Scopes one request may ask for. */
const maxScopes = 50;

/** The page a browser opens to sign in. There are no passwords: the person chooses who they are. */
export const consentRoutes: readonly Route[] = [
  { method: 'GET', path, handle: (call) => ask(pageContext(call)) },
  { method: 'POST', path, handle: (call) => foreignForm(call) ?? decide(pageContext(call)) },
];

interface AuthorizeRequest {
  readonly clientId: string;
  readonly responseType: string;
  readonly redirectUri: string;
  readonly scope: string;
  readonly state: string;
  readonly challenge: string;
  readonly challengeMethod: string;
}

function readRequest(value: (name: string) => string): AuthorizeRequest {
  return {
    clientId: value('client_id'),
    responseType: value('response_type'),
    redirectUri: value('redirect_uri'),
    scope: value('scope'),
    state: value('state'),
    challenge: value('code_challenge'),
    challengeMethod: value('code_challenge_method') || 'plain',
  };
}

/** The page's error, `[code, text]`, when the request must not be served. Nothing is sent to the redirect URL then. */
function problemOf(call: Call, request: AuthorizeRequest): readonly [number, string] | undefined {
  const { app } = call.state;
  if (request.clientId !== app.appId) {
    return [20048, 'app not found'];
  }
  if (!isRegistered(request.redirectUri, app.redirectUris)) {
    return [20029, 'redirect_uri request is invalid'];
  }
  if (request.responseType !== 'code') {
    return [20001, 'response_type must be code'];
  }
  if (!['S256', 'plain'].includes(request.challengeMethod)) {
    return [20001, 'code_challenge_method must be S256 or plain'];
  }
  const scopes = splitScopes(request.scope);
  const unknown = scopes.filter((scope) => !app.scopes.user.includes(scope));
  if (unknown.length > 0 || scopes.length > maxScopes) {
    return [20027, `scope not enabled for the app: ${unknown.join(' ') || `more than ${maxScopes}`}`];
  }
  return app.enabled ? undefined : [20069, 'the app is disabled'];
}

/** Everything up to `?` or `#` must be the same. */
function isRegistered(uri: string, registered: readonly string[]): boolean {
  const bare = (text: string) => text.replace(/[?#].*$/s, '');
  return uri !== '' && registered.some((entry) => bare(entry) === bare(uri));
}

function ask(context: PageContext): Answer {
  const { call, words } = context;
  const request = readRequest((name) => call.query.get(name) ?? '');
  const problem = problemOf(call, request);
  if (problem) {
    return errorPage(context, problem);
  }
  const hidden = Object.entries({
    client_id: request.clientId,
    response_type: request.responseType,
    redirect_uri: request.redirectUri,
    scope: request.scope,
    state: request.state,
    code_challenge: request.challenge,
    code_challenge_method: request.challengeMethod,
  }).map(([name, value]) => html`<input type="hidden" name="${name}" value="${value}" />`);
  const body = html`<h1>${words.consentTitle}</h1>
    <p><strong>${call.state.app.name}</strong> ${words.consentText}</p>
    ${scopeList(context, splitScopes(request.scope))}
    <form method="post" action="${path}">
      ${formGuard(call)} ${hidden} ${personChoice(context)} ${decisionButtons(context)}
    </form>`;
  return barePage(context, words.consentTitle, body, 200, [formTarget(request.redirectUri)]);
}

export function scopeList({ words }: PageContext, scopes: readonly string[]): Html {
  return scopes.length > 0
    ? html`<p>${words.consentScopes}</p>
        <p>${scopes.map((scope) => html`<span class="chip">${scope}</span> `)}</p>`
    : html`<p>${words.noScopes}</p>`;
}

export function personChoice({ call, words }: PageContext): Html {
  const people = call.state.users.filter((user) => user.visible && !user.resigned && !user.frozen).slice(0, 50);
  return html`<label for="person">${words.person}</label>
    <select id="person" name="open_id">
      ${people.map((user) => html`<option value="${user.openId}">${user.name} (${user.email})</option>`)}
    </select>`;
}

export function decisionButtons({ words }: PageContext): Html {
  return html`<p>
    <button class="main" name="decision" value="allow">${words.authorise}</button>
    <button name="decision" value="deny">${words.refuse}</button>
  </p>`;
}

/** What the page's policy must allow the form to lead to: an origin, or the scheme of a custom URI. */
function formTarget(uri: string): string {
  const { protocol, origin } = new URL(uri);
  return /^https?:$/.test(protocol) ? origin : protocol;
}

function errorPage(context: PageContext, [code, text]: readonly [number, string]): Answer {
  const body = html`<h1>${context.words.errorTitle}</h1>
    <p class="note">${code}: ${text}</p>`;
  return barePage(context, context.words.errorTitle, body, 400);
}

function decide(context: PageContext): Answer {
  const { call } = context;
  const request = readRequest((name) => formValue(call, name));
  const problem = problemOf(call, request);
  if (problem) {
    return errorPage(context, problem);
  }
  const state: Record<string, string> = request.state === '' ? {} : { state: request.state };
  const user = call.state.users.find((candidate) => candidate.openId === formValue(call, 'open_id'));
  if (formValue(call, 'decision') !== 'allow' || !user) {
    return redirect(withQuery(request.redirectUri, { error: 'access_denied', ...state }), 302);
  }
  const scopes = grant(call.world.store, user.openId, splitScopes(request.scope), call.now);
  const { code } = issueCode(call, {
    openId: user.openId,
    redirectUri: request.redirectUri,
    scopes,
    challenge: request.challenge,
    challengeMethod: request.challengeMethod === 'S256' ? 'S256' : 'plain',
  });
  return redirect(withQuery(request.redirectUri, { code, ...state }), 302);
}

function withQuery(uri: string, values: Readonly<Record<string, string>>): string {
  const url = new URL(uri);
  for (const [name, value] of Object.entries(values)) {
    url.searchParams.set(name, value);
  }
  return url.href;
}
