import { FeishuError } from '../errors/types';
import type { TokenSource } from '../model';

/** A token given from outside that cannot be renewed, such as one printed by the sandbox. */
export function fixedTokenSource(kind: TokenSource['kind'], token: string): TokenSource {
  return {
    kind,
    getToken: () => Promise.resolve(token),
    renewToken: () =>
      Promise.reject(
        new FeishuError({
          apiVersion: 'auth',
          code: kind === 'tenant' ? 99991663 : 99991668,
          httpStatus: 400,
          endpoint: 'token',
          msg: 'the token is not accepted and cannot be renewed',
        }),
      ),
  };
}
