import * as vscode from 'vscode';
import { explain, FeishuError, type ApiVersion } from '../../feishu';
import { command } from '../../platform/commands';
import { HumanError, isCancelled, type ErrorAction } from '../../platform/errors';
import { uiLocale } from '../../platform/locale';
import { errorText, type RedactingLog } from '../../platform/log';
import { AlreadyDeliveredError, NotSignedInError, OtherAccountError, type IntentError } from '../../tasks';

/** What a person is told about a failure. */
export interface Explanation {
  readonly message: string;
  readonly actions: readonly ErrorAction[];
}

/** A person's sign-in has ended; only a new one helps. */
export class SignInLostError extends Error {
  constructor() {
    super('the sign-in has ended');
    this.name = 'SignInLostError';
  }
}

/** Codes of a refresh that no other refresh will mend, and of a sign-in that only has to be begun again. */
const LOST_CODES: readonly number[] = [20008, 20024, 20026, 20037, 20064, 20066, 20073];
const RESTART_CODES: readonly number[] = [20002, 20003, 20004, 20048, 20049, 20065, 20071];
/** Codes of the app's own token after which other credentials help. */
const CREDENTIAL_CODES: readonly number[] = [10003, 10015, 99991543];

/** Tells a person what went wrong and what to do; the log gets the rest. */
export class ErrorPresenter {
  private readonly onScreen = new Set<string>();

  constructor(private readonly log: RedactingLog) {}

  /**
   * Shows the error without waiting for the answer: the caller's work must not hang on a message. Leaving a dialog is
   * not an error and shows nothing; the same words are on screen once.
   */
  readonly show = (error: unknown): void => {
    if (isCancelled(error)) return;
    this.log.error(errorText(error));
    const { message, actions } = this.explain(error);
    if (this.onScreen.has(message)) return;
    this.onScreen.add(message);
    const all = [...actions, { label: vscode.l10n.t('Show Log'), run: () => this.log.show() }];
    void vscode.window.showErrorMessage(message, ...all.map(({ label }) => label)).then((label) => {
      this.onScreen.delete(message);
      void all.find((action) => action.label === label)?.run();
    });
  };

  /** The words for an error, without showing it. */
  explain(error: unknown): Explanation {
    if (error instanceof HumanError) return { message: error.message, actions: error.options.actions ?? [] };
    if (error instanceof NotSignedInError) {
      return { message: vscode.l10n.t('Connect to Feishu first, in the Tasks view.'), actions: [] };
    }
    if (error instanceof AlreadyDeliveredError) {
      return { message: vscode.l10n.t('A task was already created for this TODO.'), actions: [] };
    }
    if (error instanceof OtherAccountError) {
      return {
        message: vscode.l10n.t(
          'A task for this TODO already waits for another account. Connect that account, or discard it in the Tasks view.',
        ),
        actions: [],
      };
    }
    if (error instanceof SignInLostError || isOneOf(LOST_CODES, error)) {
      return { message: vscode.l10n.t('Your sign-in has ended. Sign in again to go on.'), actions: [signInAction()] };
    }
    const known = explain(error, uiLocale());
    if (!known) return { message: vscode.l10n.t('Something went wrong. The log has the details.'), actions: [] };
    const message = [known.what, known.advice].filter(Boolean).join(uiLocale() === 'zh-cn' ? '' : ' ');
    const { link } = known;
    if (isOneOf(RESTART_CODES, error)) return { message, actions: [signInAction()] };
    if (isOneOf(CREDENTIAL_CODES, error, 'auth')) return { message, actions: [connectAction()] };
    return {
      message,
      actions: link
        ? [{ label: vscode.l10n.t('Open Help Page'), run: () => vscode.env.openExternal(vscode.Uri.parse(link, true)) }]
        : [],
    };
  }

  /** The words for an error that was written to disk with a waiting creation. */
  explainStored(error: IntentError | undefined): Explanation {
    if (error?.code === undefined) return this.explain(error && new HumanError(error.message));
    return this.explain(
      new FeishuError({
        apiVersion: (error.apiVersion ?? 'v1') as ApiVersion,
        code: error.code,
        httpStatus: error.httpStatus ?? 0,
        endpoint: '',
        msg: error.message,
        logId: error.logId,
        missingScopes: error.missingScopes,
        consoleUrl: error.consoleUrl,
      }),
    );
  }
}

function isOneOf(codes: readonly number[], error: unknown, version: ApiVersion = 'oauth'): boolean {
  return error instanceof FeishuError && error.apiVersion === version && codes.includes(error.code);
}

function signInAction(): ErrorAction {
  return actionOf(command('feishuTodo.signIn', vscode.l10n.t('Sign In')));
}

function connectAction(): ErrorAction {
  return actionOf(command('feishuTodo.connectApp', vscode.l10n.t('Connect a Feishu App…')));
}

function actionOf({ title, command: id }: vscode.Command): ErrorAction {
  return { label: title, run: () => vscode.commands.executeCommand(id) };
}
