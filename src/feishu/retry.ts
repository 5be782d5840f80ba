import type { Repeat } from './endpoint';
import { isRateLimit, isServerFailure } from './errors/recognise';
import { BadAnswerError, FeishuError, NetworkError, TimeoutError } from './errors/types';

/** Tries in all after failures of the server or the network, for requests that can be made twice. */
const MAX_TRIES = 3;
/** Tries in all while throttled; with the longest waits that is about four minutes. */
const MAX_THROTTLED_TRIES = 9;
const MAX_WAIT_MILLISECONDS = 60_000;
/** A wait the server asks for is believed up to here. */
const MAX_ASKED_SECONDS = 300;
/** v2: the first request with this client_token is still running. */
const TOKEN_IN_USE = 1470422;

/**
 * How long to wait before the same request is sent again, in milliseconds; undefined where it must not be.
 * Throttled requests were not carried out and may always be sent again. After an unclear outcome only requests that
 * are `safe` twice are. Everything else is for the caller to decide.
 * @param failures how often this request failed so far, this failure included
 * @param random a number from 0 to 1
 */
export function retryDelay(error: unknown, repeat: Repeat, failures: number, random: number): number | undefined {
  if (isRateLimit(error)) {
    const asked = error.retryAfterSeconds;
    if (failures >= MAX_THROTTLED_TRIES || (asked ?? 0) > MAX_ASKED_SECONDS) {
      return undefined;
    }
    return asked === undefined ? backoff(1_000, failures, random) : asked * 1_000 + random * 250;
  }
  if (error instanceof FeishuError && error.apiVersion === 'v2' && error.code === TOKEN_IN_USE) {
    return failures < MAX_TRIES ? backoff(1_000, failures, random) : undefined;
  }
  return repeat === 'safe' && failures < MAX_TRIES && mayPass(error) ? backoff(500, failures, random) : undefined;
}

function mayPass(error: unknown): boolean {
  if (error instanceof NetworkError) {
    return error.fault !== 'tls';
  }
  const cutOff = error instanceof BadAnswerError && error.problem === 'truncated';
  return cutOff || error instanceof TimeoutError || isServerFailure(error);
}

/** 1, 2, 4 ... times the base, at most a minute, of which up to a half is left to chance. */
function backoff(base: number, failures: number, random: number): number {
  const full = Math.min(base * 2 ** (failures - 1), MAX_WAIT_MILLISECONDS);
  return full * (0.5 + random / 2);
}
