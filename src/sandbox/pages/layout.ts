import { html as htmlAnswer, type Answer } from '../core/answer';
import type { Call } from '../core/call';
import { html, type Html } from './html';
import { preferredLanguage, wordsIn, type Language, type Words } from './words';

const style = `
:root { color-scheme: light dark; --line: #d9dde3; --soft: #f4f6f9; --ink: #1f2329; --dim: #646a73; --blue: #245bdb; --paper: #fff; }
@media (prefers-color-scheme: dark) { :root { --line: #3a3d42; --soft: #24262b; --ink: #ebebeb; --dim: #a6aab2; --blue: #7ba4ff; --paper: #1a1b1e; } }
* { box-sizing: border-box; }
body { margin: 0; font: 15px/1.6 system-ui, "PingFang SC", "Microsoft YaHei", "Noto Sans CJK SC", sans-serif; color: var(--ink); background: var(--paper); }
header { background: var(--soft); border-bottom: 1px solid var(--line); padding: .6rem 1rem; display: flex; flex-wrap: wrap; gap: .3rem 1.2rem; align-items: baseline; }
header strong { margin-right: auto; }
main { max-width: 58rem; margin: 0 auto; padding: 1rem; }
a { color: var(--blue); } nav a { margin-right: .9rem; } a[aria-current] { font-weight: 600; text-decoration: none; color: var(--ink); }
h1 { font-size: 1.35rem; line-height: 1.35; overflow-wrap: anywhere; } h2 { font-size: 1.05rem; margin-top: 1.8rem; }
.card { border: 1px solid var(--line); border-radius: 8px; padding: .7rem .9rem; margin: .7rem 0; }
.row { display: flex; gap: .8rem; align-items: flex-start; } .row > :first-child { flex: 1; min-width: 0; }
.title { font-weight: 600; overflow-wrap: anywhere; } .done .title { text-decoration: line-through; color: var(--dim); }
.facts { color: var(--dim); font-size: .9rem; display: flex; flex-wrap: wrap; gap: 0 1.1rem; overflow-wrap: anywhere; }
.chip { display: inline-block; background: var(--soft); border: 1px solid var(--line); border-radius: 99px; padding: 0 .55rem; font-size: .82rem; margin-right: .3rem; }
.count { color: var(--dim); font-weight: 400; }
button { font: inherit; border: 1px solid var(--line); border-radius: 6px; background: var(--soft); color: var(--ink); padding: .25rem .8rem; cursor: pointer; }
button.main { background: #245bdb; border-color: #245bdb; color: #fff; }
button:focus-visible, a:focus-visible, input:focus-visible, select:focus-visible, textarea:focus-visible { outline: 2px solid var(--blue); outline-offset: 2px; }
input, select, textarea { font: inherit; color: inherit; background: var(--paper); border: 1px solid var(--line); border-radius: 6px; padding: .3rem .5rem; max-width: 100%; }
textarea { width: 100%; min-height: 9rem; font: 13px/1.5 ui-monospace, monospace; } label { display: block; margin: .8rem 0 .2rem; } label.check { display: flex; gap: .5rem; }
pre { white-space: pre-wrap; overflow-wrap: anywhere; background: var(--soft); border-radius: 6px; padding: .6rem .8rem; font: 13px/1.6 ui-monospace, monospace; }
dl { display: grid; grid-template-columns: max-content 1fr; gap: .25rem 1.1rem; } dt { color: var(--dim); } dd { margin: 0; overflow-wrap: anywhere; }
.note { border-left: 3px solid var(--blue); background: var(--soft); padding: .5rem .8rem; }
@media (max-width: 30rem) { .row { flex-direction: column; } dl { grid-template-columns: 1fr; } dd { margin-bottom: .5rem; } }
`;

/** What a page is drawn with. */
export interface PageContext {
  readonly call: Call;
  readonly language: Language;
  readonly words: Words;
}

export function pageContext(call: Call): PageContext {
  const language = preferredLanguage(call.headers['accept-language']);
  return { call, language, words: wordsIn(language) };
}

const tabs = [
  ['/', 'tasks'],
  ['/tasklists', 'tasklists'],
  ['/subscriptions', 'subscriptions'],
  ['/chats', 'chats'],
  ['/settings', 'settings'],
] as const;

/** A whole page in the sandbox's frame. */
export function page(context: PageContext, title: string, body: Html, current = '', status = 200): Answer {
  const links = tabs.map(
    ([path, word]) =>
      html`<a href="${path}" ${current === path ? html`aria-current="page"` : ''}>${context.words[word]}</a>`,
  );
  const header = html`<header>
    <strong>${context.words.product}</strong>
    <nav>${links}</nav>
  </header>`;
  return htmlAnswer(document(context, title, header, body), status);
}

/** A page of its own, such as the consent page, whose form may lead to the given origins. */
export function barePage(
  context: PageContext,
  title: string,
  body: Html,
  status = 200,
  formTargets: readonly string[] = [],
): Answer {
  const header = html`<header><strong>${context.words.product}</strong></header>`;
  return htmlAnswer(document(context, title, header, body), status, formTargets);
}

function document(context: PageContext, title: string, header: Html, body: Html): string {
  return html`<!doctype html>
    <html lang="${context.language === 'zh-cn' ? 'zh-CN' : 'en'}">
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <title>${title}</title>
        <link rel="icon" href="data:," />
        <style>
          ${styleSheet}
        </style>
      </head>
      <body>
        ${header}
        <main>${body}</main>
      </body>
    </html>`.markup;
}

const styleSheet = html([style] as unknown as TemplateStringsArray);

/** A date and time for people, with its zone; UTC is the only one the server and every reader share. */
export function showTime(at: number, language: Language, timeZone = 'UTC'): string {
  const locale = language === 'zh-cn' ? 'zh-CN' : 'en-GB';
  const text = new Intl.DateTimeFormat(locale, { dateStyle: 'medium', timeStyle: 'short', timeZone }).format(at);
  return `${text} (${timeZone})`;
}

export function showDate(at: number, language: Language): string {
  const locale = language === 'zh-cn' ? 'zh-CN' : 'en-GB';
  return new Intl.DateTimeFormat(locale, { dateStyle: 'medium', timeZone: 'UTC' }).format(at);
}
