import { decodedRuns } from './encodedText.ts';

const maxWordsLength = 2_000;
/** More is not looked at: nobody reads it, and it could be megabytes. */
const maxScanned = 50_000;

/** What keys of known makers begin with, and tokens in three parts (JWT). */
const keyLike =
  /\b(?:sk-[A-Za-z0-9_-]{6,}|(?:gh[opsu]|xai|hf|r8|pk|rk|key|api)[-_][A-Za-z0-9_-]{16,}|AIza[A-Za-z0-9_-]{20,}|(?:AKIA|ASIA)[A-Z0-9]{12,}|eyJ[A-Za-z0-9_-]{8,}\.[A-Za-z0-9_-]{4,}\.?[A-Za-z0-9_-]*)/g;
/** `Authorization: Bearer …`, `"api_key": "…"`, `token=…`: the name stays, its value goes. */
const named =
  /\b(bearer|(?:x-)?(?:api|access|secret|auth|signing)[-_ ]?(?:key|token|secret)|authorization|password|passwd|secret|signature|x-(?:amz|goog|oss|cos)-[a-z-]+|sig|sign|token)(["']?\s*(?:[:=]|%3[ad])\s*["']?(?:bearer\s+)?|\s+(?=[^\s]*\d)(?=\S{16}))([^\s"'<>,;&\\]{4,})/gi;
const linkLike = /(?:\b[a-z][a-z0-9+.-]{1,15}:)?\/\/[^\s"'<>\\`]+/gi;
/** An address without its scheme. Without a query or a token it is only words: `see api.example.com/docs`. */
const bareLink = /(?<![\w@/.-])(?:[a-z0-9-]+\.)+[a-z]{2,24}(?::\d{1,5})?[/?][^\s"'<>\\`]*/gi;
/** The same, packed for a query, once or several times: `https%3A%2F%2F…`, `https%253A%252F…`. */
const packedLink = /\b[a-z][a-z0-9+.-]{1,15}%(?:25)*3a%(?:25)*2f%(?:25)*2f[^\s"'<>\\`]*/gi;

/**
 * The one place that takes secrets out of texts; whatever is shown, stored, logged or copied of the provider's words went
 * through it. These are the provider's words as they may be shown and stored: verbatim, without keys (also encoded ones) and without
 * what makes a link work (query, fragment, user, token-like path segments), at most 2,000 characters. Undefined where
 * nothing is left.
 */
export function providerWords(text: string | undefined, key: string): string | undefined {
  if (text === undefined) return undefined;
  // JSON inside of JSON writes its slashes with a backslash.
  let words = text.slice(0, maxScanned).replaceAll('\\/', '/');
  // Shorter keys (of simulators) are no secrets, and could be ordinary words.
  const holdsKey = (part: string) => (key.length >= 8 && part.includes(key)) || part.search(keyLike) >= 0;
  if (key.length >= 8) words = words.replaceAll(key, 'sk-…');
  words = words
    .replace(packedLink, (link) => withoutSecrets(unpacked(link)))
    .replace(linkLike, (link) => (link.startsWith('//') ? schemeless(link.slice(2)) : withoutSecrets(link)))
    .replace(bareLink, (link) => schemeless(link))
    .replace(keyLike, 'sk-…')
    .replace(named, (_whole, name: string, between: string) => `${name}${between}…`);
  for (const { run, decoded } of decodedRuns(words))
    if (holdsKey(decoded)) words = words.replaceAll(run, 'sk-…');
  return words.slice(0, maxWordsLength).toWellFormed().trim() || undefined;
}

function withoutSecrets(link: string): string {
  const url = URL.parse(link);
  if (url === null) return 'https://…';
  const path = url.pathname
    .split('/')
    .map((segment) => (isToken(segment) ? '…' : segment))
    .join('/');
  const bare = `${url.protocol}//${url.host}${path === '/' ? '' : path}`;
  return url.search === '' && url.hash === '' ? bare : `${bare}?…`;
}

function schemeless(link: string): string {
  return withoutSecrets(`https://${link}`).replace('https://', '');
}

function unpacked(link: string): string {
  let text = link;
  for (let times = 0; times < 4 && /%(?:25)*3a/i.test(text); times++) {
    try {
      text = decodeURIComponent(text);
    } catch {
      return '';
    }
  }
  return text;
}

/** Whether a path segment looks like a token rather than a name: letters and digits mixed, without an end of a word. */
function isToken(segment: string): boolean {
  const name = segment.replace(/\.[A-Za-z0-9]{1,5}$/, '');
  if (/[=~;,%@:!$*+]/.test(name) || /[A-Za-z0-9_-]{40,}/.test(name)) return true;
  // An id that mixes letters and digits, without hyphens as words have them; or a UUID.
  return name
    .split(/[._]/)
    .some(
      (part) =>
        /^(?=.*\d)(?=.*[a-z])[A-Za-z0-9]{16,}$/i.test(part) ||
        /^[0-9a-f]{8}(?:-[0-9a-f]{4,12}){2,}$/i.test(part),
    );
}
