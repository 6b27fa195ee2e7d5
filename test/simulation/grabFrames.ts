import { VideoPromptError } from '../../src/core/errors.ts';
import type { Engine } from '../../src/engine/engine.ts';
import { tinyPng } from '../unit/engine/tinyPng.ts';
import type { SimulatedProcess } from './simulatedProcess.ts';
import type { World } from './world.ts';

const picture = tinyPng();

/** What a window does for jobs that wait for the last frame of a clip: some time after something changed it takes it. */
export function grabFrames(
  { timeline, chance, judge }: World,
  process: SimulatedProcess,
  engine: Engine,
): void {
  let isPlanned = false;
  const plan = () => {
    const isWaiting = engine.active().some(({ awaits }) => awaits !== undefined);
    if (isPlanned || !isWaiting || process.isDead || process.isClosing) return;
    isPlanned = true;
    const delayMs = chance.between(100, chance.happens(0.1) ? 120_000 : 4_000);
    timeline.after(delayMs, process, () => {
      isPlanned = false;
      grab().catch((error: unknown) => {
        timeline.note(`${process.id} takes no frame: ${String(error)}`);
        if (!(error instanceof VideoPromptError) && !process.isDead)
          judge.blame('P9', `an error that nobody understands: ${String(error)}`);
        plan();
      });
    });
  };
  const grab = async () => {
    for (const { job, predecessor } of await engine.awaitingFrames()) {
      const clipSha256 = predecessor.clip?.sha256 ?? '';
      const framed = await engine.frame(job.id, {
        uri: 'file:///drafts/last.png',
        name: 'last.png',
        bytes: picture,
        clipSha256,
      });
      timeline.note(`${process.id} has the frame of ${job.id}: ${framed.state} ${framed.hold ?? ''}`);
    }
  };
  engine.onDidChangeJob(plan);
  engine.onDidChange(plan);
  timeline.after(chance.between(500, 5_000), process, plan);
}
