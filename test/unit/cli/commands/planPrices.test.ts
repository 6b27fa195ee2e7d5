import assert from 'node:assert/strict';
import { createServer, type Server } from 'node:http';
import { systemClock } from '../../../../src/node/clock.ts';
import { type Simulator, startSimulator } from '../../../../src/simulator/server.ts';
import { type FilmFolder, makeFilmFolder } from '../../../support/filmFolder.ts';
import { runCli } from '../fakeContext.ts';

const film = `---
model: veo3.1-fast
seconds: 4
---

## Harbour

A boat.

## Calm

\`\`\`yaml
model: veo3.1
\`\`\`

Silence.

## Storm

\`\`\`yaml
model: aurora-video-1-pro
seconds: 0
\`\`\`

Waves.

## Home

The boat again.
`;
const now = Date.UTC(2026, 10, 28, 12);
const date = systemClock.localDay(now);

describe('the prices of a plan', () => {
  let films: FilmFolder;
  let simulator: Simulator;
  beforeEach(async () => {
    films = await makeFilmFolder();
    await films.write('film.video.md', film);
    simulator = await startSimulator({ clip: new Uint8Array() });
  });
  afterEach(async () => {
    await simulator.close();
    await films.remove();
  });

  const plan = (...args: readonly string[]) =>
    runCli(['plan', ...args], {
      workingDirectory: films.folder,
      now: () => now,
      environment: { COMETAPI_KEY: 'sk-key' },
    });
  const withPrices = (origin: string, ...args: readonly string[]) =>
    plan('--prices', '--base-url', origin, ...args);

  it('are those that we ship with, without a question to anybody', async () => {
    const { stdout } = await plan('--base-url', simulator.origin);
    assert.match(stdout, /aurora-video-1-pro.*not known/);
    assert.match(stdout, /\nPrices: CometAPI model page, 2026-06\.\n$/);
    assert.deepEqual(simulator.log, []);
  });

  it('are those of the public list where it is asked for, without a key', async () => {
    const { exitCode, stdout } = await withPrices(simulator.origin);
    assert.equal(exitCode, 0);
    assert.deepEqual(stdout.split('\n').slice(1), [
      '  1  veo3.1-fast         4 s  $0.32           Harbour · no clip yet',
      '  2  veo3.1              4 s  $1.28           Calm · no clip yet',
      '  3  aurora-video-1-pro       at least $0.75  Storm · no clip yet',
      '  4  veo3.1-fast         4 s  $0.32           Home · no clip yet',
      '',
      '4 clips to render: at least $2.67',
      `Prices: CometAPI model page, 2026-06 (1–2, 4); CometAPI model list, ${date} (3).`,
      `Price list: ${simulator.origin}, ${date}.`,
      '',
    ]);
    assert.deepEqual(
      simulator.log.map(({ path, isAuthorized }) => [path, isAuthorized]),
      [['/api/models', false]],
    );
  });

  it('have source and date as data, and say which list was read', async () => {
    const { stdout } = await withPrices(simulator.origin, '--format', 'json');
    const report = JSON.parse(stdout) as {
      readonly priceList: object;
      readonly clips: readonly { readonly quote: object }[];
    };
    assert.deepEqual(report.priceList, { origin: simulator.origin, date });
    assert.deepEqual(
      report.clips.map(({ quote }) => quote),
      [
        { microUsd: 320_000, kind: 'listed', source: 'CometAPI model page', date: '2026-06' },
        { microUsd: 1_280_000, kind: 'listed', source: 'CometAPI model page', date: '2026-06' },
        { microUsd: 750_000, kind: 'at-least', source: 'CometAPI model list', date },
        { microUsd: 320_000, kind: 'listed', source: 'CometAPI model page', date: '2026-06' },
      ],
    );
    assert.equal('priceList' in (JSON.parse((await plan('--format', 'json')).stdout) as object), false);
  });

  it('are not shown at all where there is no list to be had', async () => {
    const answers: Readonly<Record<string, string>> = {
      broken: '{"data": [',
      other: '{"models": []}',
      empty: '{"data": []}',
    };
    const server = createServer((request, response) => {
      response.writeHead(request.url === '/api/models' ? 200 : 404).end(answer);
    });
    let answer = '';
    const origin = await listen(server);
    const refused = async () => {
      const { exitCode, stdout, stderr } = await withPrices(origin, '-o', 'plan.json');
      assert.deepEqual([exitCode, stdout], [3, ''], answer);
      assert.equal(
        stderr,
        `video-prompt: The list of models and prices at ${origin} could not be had. Check the network, or leave --prices out.\n`,
      );
    };
    try {
      for (const one of Object.values(answers)) {
        answer = one;
        await refused();
      }
    } finally {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    }
    await refused();
  });

  it('come from no address that a key could not be sent to', async () => {
    const said = async (url: string) => {
      const { exitCode, stderr } = await withPrices(url);
      assert.equal(exitCode, 3);
      return stderr;
    };
    assert.match(
      await said('http://api.cometapi.com'),
      /“http:\/\/api\.cometapi\.com”: with http:\/\/ everyone/,
    );
    assert.match(await said('https://api.cometapi.com/v1'), /write an origin such as .*, without a path/);
    assert.match(
      await said('https://me:secret@api.cometapi.com'),
      /“…”: a name and a password do not belong/,
    );
    assert.match(await said('ftp://api.cometapi.com'), /must begin with https/);
    assert.match((await plan('--base-url', 'nowhere')).stderr, /write an origin such as/);
  });
});

async function listen(server: Server): Promise<string> {
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  assert.ok(address !== null && typeof address !== 'string');
  return `http://127.0.0.1:${String(address.port)}`;
}
