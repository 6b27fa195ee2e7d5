import { imageExtensions } from '../../core/imageExtensions.ts';
const maxLinkLength = 8_192;
const maxLinks = 200;
/** What is looked at before a link, to see how it is called. */
const beforeCharacters = 400;

/** Ends at what a link cannot hold as it is, or what writers put around one. */
const linkPattern =
  /https?:\/\/[^\s<>"'`[\]{}|\\^“”‘’„«»「」『』《》〈〉【】〔〕（）｛｝［］＜＞，。；：！？、…｜～·]+/gi;
const invisible = /[\u00ad\u200b-\u200f\u2060\ufeff]/g;
const video = 'mp4|m4v|mov|webm|mkv|avi|mpe?g|ts|m3u8';
const videoFile = new RegExp(String.raw`\.(?:${video})(?![a-z0-9])`, 'i');
const otherFile = new RegExp(
  String.raw`\.(?:${imageExtensions.join('|')}|gif|svg|bmp|html?|json|mp3|wav|srt|vtt|pdf|txt|css|js)$`,
  'i',
);
const videoName =
  'video|clip|mp4|watch|play|download|result|视频|視頻|影片|下载|下載|播放|观看|觀看|查看|点击|點擊';
const called = new RegExp(String.raw`\[[^\[\]]{0,200}(?:${videoName})[^\[\]]{0,200}\]\(\s*<?$`, 'i');
const tagged = /<(?:video|source|embed|iframe)\b[^>]{0,300}$/i;

/**
 * The links of a text that may lead to the clip, likeliest first: those that name a video file, the last one before the
 * others, then those that are called one. As people's models write them: in Markdown and HTML, in brackets of any
 * script, with a full stop behind, over http too.
 */
export function clipLinks(text: string): readonly string[] {
  const plain = text
    .replace(invisible, '')
    .replace(/\\([/_*&.()~#=?\-[\]])/g, '$1')
    .replace(/&amp;/gi, '&');
  const named: string[] = [];
  const calledSo: string[] = [];
  for (const { 0: match, index } of [...plain.matchAll(linkPattern)].slice(-maxLinks)) {
    const before = plain.slice(Math.max(0, index - beforeCharacters), index);
    const link = trimmed(match, before);
    const url = link.length <= maxLinkLength ? URL.parse(link) : null;
    if (url === null || otherFile.test(url.pathname)) continue;
    if (videoFile.test(url.pathname) || videoFile.test(decoded(url.search + url.hash))) named.unshift(link);
    else if (called.test(before) || tagged.test(before)) calledSo.unshift(link);
  }
  return [...named, ...calledSo];
}

/** Without what belongs to the sentence or the markup around it. */
function trimmed(match: string, before: string): string {
  let link = match.slice(0, closingAt(match));
  // A signature may end in `_` or `~`: those are markup only where they stand before the link too.
  const [emphasis = ''] = /[_~]+(?=\W*$)/.exec(before) ?? [];
  for (;;) {
    let shorter = link.replace(/[.,;:!?*'"$]+$/, '');
    if (emphasis !== '' && shorter.endsWith(emphasis)) shorter = shorter.slice(0, -emphasis.length);
    if (shorter === link) break;
    link = shorter;
  }
  // Words of a script that has no spaces may follow at once.
  const [, upToFile] = new RegExp(String.raw`^([!-~]*?\.(?:${video}))[^!-~]`, 'i').exec(link) ?? [];
  return upToFile ?? link;
}

/** Where a bracket closes that was opened before the link. */
function closingAt(match: string): number {
  let open = 0;
  for (let at = 0; at < match.length; at++) {
    if (match[at] === '(') open += 1;
    if (match[at] === ')' && open-- === 0) return at;
  }
  return match.length;
}

function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}
