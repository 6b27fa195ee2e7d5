import type { ShotPlan } from './planShots.ts';

/** `The storm`, `The storm (veo3.1_4s)`; of a file without headings the beginning of its prompt. */
export function cellTitle({
  plan,
  cell,
}: {
  readonly plan: Pick<ShotPlan, 'shot'>;
  readonly cell: string;
}): string {
  const { shot, prompt } = plan.shot;
  const title = shot.heading?.title ?? prompt.slice(0, 60).replace(/\s+/g, ' ').trim();
  return cell === '' ? title : `${title} (${cell})`;
}
