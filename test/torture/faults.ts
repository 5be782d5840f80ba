import type { FaultRule } from '../../src/sandbox';

const CREATE = { method: 'POST', path: '/open-apis/task/v1/tasks' };
const LIST = { method: 'GET', path: '/open-apis/task/v1/tasks' };

/**
 * A storm: of a hundred creations about thirty meet a fault, of a hundred listings about eighteen. Delays are real
 * milliseconds.
 * @param timeoutMs the client's time limit; some answers come after it, when the work is done nevertheless
 */
export function storm(seed: number, timeoutMs: number): FaultRule[] {
  const rules: FaultRule[] = [
    { ...CREATE, kind: 'delay', probability: 0.05, delayMs: 40 },
    { ...CREATE, kind: 'delay', probability: 0.005, delayMs: Math.round(timeoutMs * 1.1) },
    { ...CREATE, kind: 'drop-before', probability: 0.05 },
    { ...CREATE, kind: 'drop-after', probability: 0.05 },
    { ...CREATE, kind: 'rate-limit', probability: 0.02, resetSeconds: 2 },
    { ...CREATE, kind: 'rate-limit', probability: 0.01, headers: false },
    { ...CREATE, kind: 'status', probability: 0.03, status: 503 },
    { ...CREATE, kind: 'status', probability: 0.03, status: 504, afterWrite: true },
    { ...CREATE, kind: 'error', probability: 0.02, code: 1470600 },
    { ...CREATE, kind: 'error', probability: 0.01, code: 1470450 },
    { ...CREATE, kind: 'truncated', probability: 0.03 },
    { ...CREATE, kind: 'html', probability: 0.02 },
    { ...CREATE, kind: 'html', probability: 0.02, afterWrite: true },
    { ...CREATE, kind: 'slow-body', probability: 0.02, chunkBytes: 200, delayMs: 5 },
    { ...CREATE, kind: 'revoke-token', probability: 0.01 },
    { ...LIST, kind: 'drop-before', probability: 0.04 },
    { ...LIST, kind: 'drop-after', probability: 0.02 },
    { ...LIST, kind: 'status', probability: 0.04, status: 500 },
    { ...LIST, kind: 'truncated', probability: 0.04 },
    { ...LIST, kind: 'html', probability: 0.02 },
    { ...LIST, kind: 'rate-limit', probability: 0.02, resetSeconds: 1 },
    { path: '/open-apis/task/v2/tasks/*/add_tasklist', kind: 'drop-after', probability: 0.1 },
  ];
  return rules.map((rule, index) => ({ ...rule, seed: seed * 1000 + index }));
}
