import { type Mark, marksOf } from '../promptLanguage/marks.ts';
import { nextEdits } from '../promptLanguage/nextEdits.ts';
import type { CheckedFile } from '../shots/checkedFile.ts';
import { editStep, type NextStep } from './nextStep.ts';

/** What settles each thing that is wrong with a file, in the order of `marksOf`. `path`: the file as it is shown. */
export async function nextOfMarks(
  checked: CheckedFile,
  path: string,
  marks: readonly Mark[] = marksOf(checked),
): Promise<readonly (readonly NextStep[])[]> {
  return await Promise.all(
    marks.map(async (mark) => {
      const edits = await nextEdits(mark, checked, { filesNear: () => Promise.resolve([]) });
      return edits.map((edit) => editStep(path, edit));
    }),
  );
}
