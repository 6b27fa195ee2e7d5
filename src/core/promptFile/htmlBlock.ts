const htmlBlocks: readonly (readonly [RegExp, RegExp])[] = [
  [/^<(?:script|pre|style|textarea)(?=\s|>|$)/i, /<\/(?:script|pre|style|textarea)>/i],
  [/^<\?/, /\?>/],
  [/^<![a-z]/i, />/],
  [/^<!\[CDATA\[/, /\]\]>/],
];
const blank = /^[ \t]*$/;
const blockTags =
  'address|article|aside|base|basefont|blockquote|body|caption|center|col|colgroup|dd|details|dialog|dir|div|dl|dt|fieldset|figcaption|figure|footer|form|frame|frameset|h[1-6]|head|header|hr|html|iframe|legend|li|link|main|menu|menuitem|nav|noframes|ol|optgroup|option|p|param|search|section|summary|table|tbody|td|tfoot|th|thead|title|tr|track|ul';
const blockTag = new RegExp(`^</?(?:${blockTags})(?:\\s|/?>|$)`, 'i');
/** A tag of any name that is alone on its line. */
const anyTag =
  /^<(?:[a-z][a-z0-9-]*(?:\s+[a-z_:][\w.:-]*(?:\s*=\s*(?:[^\s"'=<>`]+|'[^']*'|"[^"]*"))?)*\s*\/?|\/[a-z][a-z0-9-]*\s*)>[ \t]*$/i;

/** What ends a block of HTML that a line begins, as CommonMark has it (a comment is read elsewhere); undefined where it begins none. */
export function htmlEndOf(line: string, isFree: boolean): RegExp | undefined {
  if (!line.startsWith('<')) return undefined;
  for (const [start, end] of htmlBlocks) if (start.test(line)) return end;
  return blockTag.test(line) || (isFree && anyTag.test(line.slice(0, 1_000))) ? blank : undefined;
}
