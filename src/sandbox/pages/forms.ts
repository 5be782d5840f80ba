import type { Answer } from '../core/answer';
import type { Call } from '../core/call';
import { isJsonObject } from '../core/fields';
import { barePage, pageContext } from './layout';
import { html, type Html } from './html';

/** The hidden field that shows a form is ours. */
export function formGuard(call: Call): Html {
  return html`<input type="hidden" name="form_token" value="${call.world.formToken}" />`;
}

/** One field of a posted form. */
export function formValue(call: Call, name: string): string {
  const value = isJsonObject(call.body) ? call.body[name] : undefined;
  return typeof value === 'string' ? value : '';
}

/**
 * Refuses a form that another site made the browser send: the token of our pages must be in it, and the browser, where
 * it says where the form stood, must name this server.
 */
export function foreignForm(call: Call): Answer | undefined {
  const { origin, host } = call.headers;
  const sameOrigin = origin === undefined || origin === `http://${host}`;
  if (sameOrigin && formValue(call, 'form_token') === call.world.formToken) {
    return undefined;
  }
  const context = pageContext(call);
  return barePage(context, context.words.errorTitle, html`<p class="note">${context.words.formRefused}</p>`, 403);
}

/** Where to go after a form: a path of this server, whatever the form says. */
export function returnPath(call: Call): string {
  const wanted = formValue(call, 'back');
  return /^\/(?![/\\])/.test(wanted) ? wanted : '/';
}
