const maxWordsLength = 2_000;
/** More is not looked at: nobody reads it, and it could be megabytes. */
const maxScanned = 50_000;

const keyLike = /\bsk-[A-Za-z0-9_-]{6,}/g;
const linkLike = /\bhttps?:\/\/[^\s"'<>\\`]+/gi;
/** Path segments that look like a token rather than a name. */
const tokenSegment = /[=~]|[A-Za-z0-9_-]{40,}/;

/**
 * The one place that takes secrets out of texts; whatever is shown, stored, logged or copied of the provider's words went
 * through it. These are the provider's words as they may be shown and stored: verbatim, without keys and without what makes a link work
 * (query, fragment, user, token-like path segments), at most 2,000 characters. Undefined where nothing is left.
 */
export function providerWords(text: string | undefined, key: string): string | undefined {
  if (text === undefined) return undefined;
  let words = text.slice(0, maxScanned);
  // Shorter keys (of simulators) are no secrets, and could be ordinary words.
  if (key.length >= 8) words = words.replaceAll(key, 'sk-…');
  words = words.replace(keyLike, 'sk-…').replace(linkLike, (link) => withoutSecrets(link));
  return words.slice(0, maxWordsLength).toWellFormed().trim() || undefined;
}

function withoutSecrets(link: string): string {
  const url = URL.parse(link);
  if (url === null) return 'https://…';
  const path = url.pathname
    .split('/')
    .map((segment) => (tokenSegment.test(segment) ? '…' : segment))
    .join('/');
  const bare = `${url.origin}${path === '/' ? '' : path}`;
  return url.search === '' && url.hash === '' ? bare : `${bare}?…`;
}
