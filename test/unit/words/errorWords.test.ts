import assert from 'node:assert/strict';
import { errorText, type ErrorTextKey, isErrorTextKey, say } from '../../../src/core/errorText.ts';
import { VideoPromptError } from '../../../src/core/errors.ts';
import { engineFailureCodes } from '../../../src/core/failure.ts';
import { failureCodes } from '../../../src/core/failureCodes.ts';
import { DuplicateRequest, RefusedRequest } from '../../../src/engine/refusals.ts';
import { errorWords } from '../../../src/words/errorWords.ts';
import { failureWords } from '../../../src/words/failureWords.ts';
import { setLanguage } from '../../../src/words/language.ts';
import { request } from '../core/makeJob.ts';

describe('the words of an error', () => {
  const full = say('disk.full', { path: '/tmp/a.mp4' });
  afterEach(() => setLanguage({ language: 'en', bundle: undefined }));

  it('are those of its sentence, in the language of the person; its message stays English', () => {
    setLanguage({ language: 'de', bundle: { [errorText['disk.full']]: 'Die Platte ist voll: {path}.' } });
    const error = new VideoPromptError('disk', full);
    assert.equal(errorWords(error), 'Die Platte ist voll: /tmp/a.mp4.');
    assert.match(error.message, /^The disk is full: \/tmp\/a\.mp4 could not/);
  });

  it('are its message where a surface has made it, and what CometAPI’s answer means where it is told by a code', () => {
    assert.equal(errorWords(new VideoPromptError('disk', 'Fertig.')), 'Fertig.');
    const missed = new VideoPromptError('provider.error', 'the task is unknown', {
      failureCode: 'status.taskUnknown',
    });
    assert.equal(errorWords(missed), 'CometAPI does not know this task');
  });

  it('are the first error of a refused request, and what a duplicate is', () => {
    const finding = { field: 'prompt', code: 'prompt.empty', severity: 'error', args: {} } as const;
    const refused = new RefusedRequest(request, finding, [finding]);
    assert.match(errorWords(refused), /^The prompt is empty\./);
    assert.equal(errorWords(new DuplicateRequest([])), errorText['job.duplicate']);
  });

  it('of a failure on the disk are made when it is shown, also of one that is long stored', () => {
    const { key, args } = say('place.blocked', { path: 'videos/a.mp4' });
    const failure = { class: 'disk', message: key, args, charged: 'yes' } as const;
    const words = failureWords(failure);
    assert.equal(words.title, 'videos/a.mp4 cannot be written: a file lies where its folder should be.');
    assert.match(words.next ?? '', /^The clip is kept/);
    const { title } = failureWords({ class: 'disk', message: 'An older sentence.', charged: 'yes' });
    assert.equal(title, 'An older sentence.');
  });

  it('have keys that are no codes of failures, so that one cannot be taken for the other', () => {
    const codes = [...engineFailureCodes, ...Object.keys(failureCodes)];
    assert.deepEqual(codes.filter(isErrorTextKey), []);
  });

  it('name every argument in braces', () => {
    const named = (key: ErrorTextKey) => errorText[key].match(/\{\w*\W*\}/g) ?? [];
    for (const key of Object.keys(errorText).filter(isErrorTextKey))
      for (const one of named(key)) assert.match(one, /^\{[a-z]+\}$/, key);
  });
});
