/** What must never reach a log: bearer tokens, secrets and codes, in headers, JSON or query strings. */
const patterns: readonly RegExp[] = [
  /(\bBearer\s+)[\w.~+/=-]+/gi,
  /\b()[tuar]-[\w-]{12,}/g,
  /\b()eyJ[\w-]{8,}(?:\.[\w-]+){0,2}/g,
  /(["']?(?:app_?secret|client_?secret|access_?token|refresh_?token|tenant_?access_?token|user_?access_?token|device_?code|code_?verifier|password)["']?\s*[:=]\s*["']?)[^\s"',;&}]+/gi,
  /([?&](?:code|token|secret|state)=)[^&\s"']+/gi,
];

/** Replaces everything that looks like a secret by `***`. */
export function redact(text: string): string {
  return patterns.reduce((result, pattern) => result.replace(pattern, '$1***'), text);
}
