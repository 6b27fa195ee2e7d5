import assert from 'node:assert/strict';
import fc from 'fast-check';
import { PlaceSet } from '../../../src/core/placeSet.ts';
import { assertGrowsStraight } from '../../support/growth.ts';

const names = fc.array(fc.constantFrom('a', 'b', 'ab'), { minLength: 1, maxLength: 4 });
const uri = names.map((parts) => `file:///w/${parts.join('/')}`);

describe('a set of places', () => {
  it('knows what lies below each folder, whatever came and went', () => {
    fc.assert(
      fc.property(fc.array(fc.record({ uri, isThere: fc.boolean() })), uri, (changes, folder) => {
        const places = new PlaceSet();
        const expected = new Set<string>();
        for (const change of changes) {
          const hadIt = expected.has(change.uri);
          if (change.isThere) {
            assert.equal(places.add(change.uri), !hadIt);
            expected.add(change.uri);
          } else {
            assert.equal(places.delete(change.uri), hadIt);
            expected.delete(change.uri);
          }
        }
        assert.deepEqual([...places.all()].sort(), [...expected].sort());
        assert.equal(places.has(folder), expected.has(folder));
        assert.equal(
          places.hasBelow(folder),
          [...expected].some((one) => one.startsWith(`${folder}/`)),
        );
      }),
    );
  });

  it('asks no place about another: as many questions as there are places cost no more than that', () => {
    assertGrowsStraight(
      (size) => {
        const places = new PlaceSet();
        for (let at = 0; at < size; at++) places.add(`file:///w/folder-${at % 50}/clip-${at}.mp4`);
        for (let at = 0; at < size; at++) {
          places.delete(`file:///w/folder-${at % 50}/clip-${at}.mp4`);
          places.hasBelow(`file:///w/folder-${at % 50}/clip-${at}.mp4`);
        }
        assert.equal(places.hasBelow('file:///w'), false);
      },
      20_000,
      'places that come and go',
    );
  });
});
