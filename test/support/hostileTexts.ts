import assert from 'node:assert/strict';
import { iconsIn, linksIn } from './markupOfVscode.ts';

/** What a file, a name, a setting or a provider may say, by what it tries. */
export const hostileTexts = {
  'a link that runs a command':
    'Sunrise [How to fix this](command:runCommands?%7B%22commands%22%3A%5B%5D%7D)',
  'a link with a title': '[Save](command:workbench.action.quit "Save the clip")',
  'a link to a page': '[Docs](https://evil.example/x)',
  'a link to another extension': '[Docs](vscode://evil.example/x)',
  'a file': '[Open](file:///etc/passwd)',
  icons: '$(error) $(sync~spin) paid',
  'a link behind hidden characters': '[Save]\u200b(\u2060command:x)',
  'an icon behind hidden characters': '$\u00ad(error)',
  'text turned around': 'clip\u202e4pm.\u2066exe',
  'lines of its own': 'Sunrise\n\n\nPrice: $0\r\u2028Nothing is paid',
  'control characters': 'a\u0000b\u001b[31mc\u0007d\u0085e',
  'a picture and HTML': '![x](https://evil.example/x.png)<img src=x onerror=y><a href="command:x">y</a>',
  'Markdown of every kind':
    '# x\n* [y][z]\n\n[z]: command:x\n`x` **y** | z |\n<command:x> https://evil.example a@b.ex',
  'half a character': 'a\ud83db',
  'a text without end': `[${'x'.repeat(20_000)}](command:x)`,
};

const hidden =
  /[\p{Cf}\p{Cs}\u2028\u2029\u034f\u115f\u1160\u17b4\u17b5\u180b-\u180f\u3164\uffa0]|[^\P{Cc}\n]/u;
/** Icons that stand before words of ours. */
const ownIcons = ['warning'];

/** That VS Code reads nothing into a text but its words, in the place where it is shown. */
export function assertPlain(place: string, text: string): void {
  const where = `${place}: ${JSON.stringify(text.slice(0, 300))}`;
  assert.ok(!hidden.test(text), `hidden characters, ${where}`);
  if (place === 'markdown') {
    // A picture of a file is the only thing that is no plain text.
    const rest = text.replace(/!\[\]\([^()\s"<>\\]*\|width=1,height=1\)/g, '').replace(/\*\*/g, '');
    const bare = rest.replace(/\\[!-/:-@[-`{-~]/g, '');
    assert.ok(!/[\\`*_{}[\]()#+.!~|<>&$:@]/.test(bare), `Markdown, ${where}`);
    assert.ok(text.length < 20_000, `length, ${where}`);
    return;
  }
  assert.deepEqual(linksIn(text, /^[a-z][\w+.-]*:/i), [], `a link, ${where}`);
  assert.deepEqual(
    iconsIn(text).filter((icon) => !ownIcons.includes(icon)),
    [],
    `an icon, ${where}`,
  );
  const lines = text.split('\n');
  const isList = place.endsWith('detail') || place === 'clipboard';
  assert.ok(isList || lines.length === 1, `lines, ${where}`);
  const most = place === 'log' ? 4000 : 1020;
  for (const line of lines) assert.ok(line.length <= most, `length, ${where}`);
}
