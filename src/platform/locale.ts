import * as vscode from 'vscode';

/** The languages of the UI. The pure layers take one of them for the words they make themselves. */
export type Locale = 'en' | 'zh-cn';

/** The UI's language: Simplified Chinese for every Chinese display language, English for all others. */
export function uiLocale(): Locale {
  return vscode.env.language.toLowerCase().startsWith('zh') ? 'zh-cn' : 'en';
}

/** The user's IANA time zone. */
export function userTimeZone(): string {
  return Intl.DateTimeFormat().resolvedOptions().timeZone;
}

/** A number as the person writes it. */
export function formatNumber(value: number): string {
  return value < 1000 ? String(value) : value.toLocaleString(vscode.env.language);
}
