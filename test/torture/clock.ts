import { systemClock, type Clock } from '../../src/feishu';

/** The same fast time in every process: `factor` seconds pass in one second, counted from `originMs`. */
export function fastClock(factor: number, originMs: number): Clock {
  return {
    now: () => originMs + (Date.now() - originMs) * factor,
    sleep: (milliseconds, signal) => systemClock.sleep(milliseconds / factor, signal),
  };
}
