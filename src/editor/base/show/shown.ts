import { maxLabel, plainLine } from '../../../core/shownText.ts';

/** A codicon of ours before words that may be foreign. Never put together by hand: the door takes icons out of texts. */
export interface IconText {
  readonly icon: string;
  readonly text: string;
}

/** What a place that draws icons may show. */
export type Shown = string | IconText;

export function withIcon(icon: string, text: string): IconText {
  return { icon, text };
}

export function label(shown: Shown, most = maxLabel): string {
  if (typeof shown === 'string') return plainLine(shown, most);
  const words = plainLine(shown.text, most);
  return /^[a-z0-9-]+(~spin)?$/.test(shown.icon) ? `$(${shown.icon}) ${words}` : words;
}
