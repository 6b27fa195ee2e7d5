/** The system's code of an error (`ENOSPC`), also where it is only part of the text; empty where there is none. */
export function systemCode(error: unknown): string {
  if (!(error instanceof Error)) return '';
  if ('code' in error && typeof error.code === 'string' && /^E[A-Z]+$/.test(error.code)) return error.code;
  return /\b(E[A-Z]{3,})\b/.exec(error.message)?.[1] ?? '';
}
