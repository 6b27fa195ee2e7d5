import assert from 'node:assert/strict';
import fc from 'fast-check';
import { type DiagnosticsFacts, diagnosticsReport } from '../../../src/core/diagnostics.ts';
import type { Job } from '../../../src/core/job.ts';
import { makeJob, request } from './makeJob.ts';

const facts: DiagnosticsFacts = {
  versions: {
    extension: '0.1.0',
    editor: 'VS Code 1.105.0',
    node: 'v22.1.0',
    system: 'linux x64',
    remote: 'none',
  },
  key: 'stored',
  hasProxy: true,
  settings: [{ name: 'videoPrompt.budget.perDayUsd', value: 5 }],
  database: { version: 1, bytes: 40_960 },
  unreadableJobs: 2,
  jobs: [],
};

function failedJob(providerMessage: string, fields: Partial<Job> = {}, requestId?: string): Job {
  return makeJob({
    state: 'failed',
    failure: {
      class: 'provider-fault',
      message: 'create.refused',
      providerMessage,
      httpStatus: 503,
      charged: 'no',
      ...(requestId === undefined ? {} : { requestId }),
    },
    ...fields,
  });
}

describe('the diagnostics report', () => {
  it('tells versions, changed settings, the state of jobs and what failed', () => {
    const report = diagnosticsReport({
      ...facts,
      jobs: [failedJob('no available channel', {}, '20261123abc'), makeJob(), makeJob()],
    });
    assert.equal(
      report,
      [
        '### Video Prompt diagnostics',
        '',
        '- extension: `0.1.0`',
        '- editor: `VS Code 1.105.0`',
        '- node: `v22.1.0`',
        '- system: `linux x64`',
        '- remote: `none`',
        '- API key: stored',
        '- proxy: set',
        '- database: version 1, 40960 bytes',
        '- jobs that cannot be read: 2',
        '',
        '**Settings that differ from their defaults**',
        '',
        '- `videoPrompt.budget.perDayUsd`: `5`',
        '',
        '**States of the newest 3 jobs**',
        '',
        '- failed: 1',
        '- queued: 2',
        '',
        '**Newest errors**',
        '',
        '- provider-fault / create.refused, state failed, model veo3.1-fast, charged no, HTTP 503, request id 20261123abc: `no available channel`',
        '',
      ].join('\n'),
    );
  });

  it('tells of an API origin nothing but the origin', () => {
    const shown = (value: unknown) =>
      diagnosticsReport({ ...facts, settings: [{ name: 'videoPrompt.api.baseUrl', value }] });
    assert.match(shown('https://proxy.example.com'), /`https:\/\/proxy\.example\.com`/);
    for (const value of [
      'https://user:pass@h.example',
      'https://h.example/?token=pass',
      '/home/pass',
      { pass: 1 },
    ]) {
      assert.ok(!shown(value).includes('pass'), JSON.stringify(value));
    }
  });

  it('leaves out words that repeat the prompt, the name of a file or a path', () => {
    const texts = [
      'The prompt "a PAPER boat  crosses" is not allowed',
      'input_reference my face.png is too large',
      "ENOENT: no such file, open '/home/maria/film/clip.mp4'",
      'cannot read C:\\Users\\maria\\clip.mp4',
      'cannot read file:///home/maria/clip.mp4',
    ];
    for (const text of texts) {
      const job = failedJob(text, {
        images: [{ role: 'first', sha256: 'a'.repeat(64), bytes: 1, type: 'image/png', name: 'my face.png' }],
      });
      assert.match(diagnosticsReport({ ...facts, jobs: [job] }), /: `left out: /, text);
    }
  });

  it('leaves out single words of the prompt and shows the others', () => {
    const report = diagnosticsReport({ ...facts, jobs: [failedJob('the word Puddle is not allowed')] });
    assert.match(report, /: `the word … is not allowed`/);
  });

  it('tells of an error of the system only its name', () => {
    const job = makeJob({
      failure: { class: 'disk', message: "ENOSPC: no space left, write '/home/maria/x'", charged: 'no' },
    });
    const report = diagnosticsReport({ ...facts, jobs: [job] });
    assert.match(report, /disk \/ ENOSPC,/);
    assert.ok(!report.includes('maria'));
  });

  it('stays one list of lines, whatever the provider says', () => {
    const report = diagnosticsReport({ ...facts, jobs: [failedJob('a `b`\n\n# c\u202e')] });
    assert.match(report, /: `a ’b’ # c`\n$/);
  });

  it('lets no secret through, in whatever field it stands', () => {
    const secrets = fc.stringMatching(/^[A-Za-z0-9]{12,30}$/).map((text) => `S3${text}`);
    const around = fc.constantFrom('', ' ', '(', '"', 'is wrong: ', '…', '\n', '`', 'Bearer ');
    fc.assert(
      fc.property(secrets, secrets, around, around, (hidden, signed, before, after) => {
        fc.pre(!hidden.includes(signed) && !signed.includes(hidden));
        const key = `sk-${hidden}`;
        const link = `https://cdn.example.com/clip.mp4?signature=${signed}`;
        const job = failedJob(`${before}${key}${after} ${link}`, {
          request: {
            ...request,
            prompt: hidden,
            negativePrompt: hidden,
            model: hidden,
            output: `${hidden}/`,
            images: [{ uri: `file:///home/${hidden}/a.png`, role: 'first' }],
          },
          origin: `https://${hidden}.example`,
          images: [
            { role: 'first', sha256: 'a'.repeat(64), bytes: 1, type: 'image/png', name: `${hidden}.png` },
          ],
          output: { directoryUri: `file:///home/${hidden}`, baseName: hidden },
          workspaceKey: `file:///home/${hidden}`,
          quote: { kind: 'unknown', source: hidden, date: hidden },
          taskId: hidden,
          keyFingerprint: hidden,
          clip: { bytes: 1, sha256: hidden, extension: hidden, uri: `file:///home/${hidden}` },
        });
        const inId = failedJob('', {}, key);
        const inMessage = makeJob({
          failure: { class: 'disk', message: `write /home/${hidden}/x ${link}`, charged: 'no' },
        });
        const echoes = [
          ...[hidden, `${before}${hidden}${after}`].map((prompt) =>
            failedJob(`you said ${hidden}`, {
              request: { ...request, prompt },
            }),
          ),
          failedJob(`see ${link}`),
        ];
        const report = diagnosticsReport({
          ...facts,
          secret: key,
          settings: [
            { name: 'videoPrompt.api.baseUrl', value: `https://${hidden}@h.example` },
            { name: 'videoPrompt.output.folder', value: hidden },
            { name: 'videoPrompt.defaults.model', value: hidden },
            { name: 'videoPrompt.network.extra', value: { password: hidden } },
          ],
          jobs: [job, inId, inMessage, ...echoes],
        });
        assert.ok(!report.includes(hidden), report);
        assert.ok(!report.includes(signed), report);
      }),
      { numRuns: 300 },
    );
  });
});
