import { setTimeout as pause, setImmediate as nextTurn } from 'node:timers/promises';
import type { Simulator } from '../../src/simulator/server.ts';

/** When a window is killed, counted from an order. */
export interface Moment {
  readonly name: string;
  /** What the prompt makes the simulator do. */
  readonly marker: string;
  /** Resolves at the moment, or when it does not come. */
  reach(simulator: Simulator, prompt: string, random: () => number): Promise<void>;
}

const patienceMs = 15_000;

/** At once when it is so, without a timer's delay. */
async function asSoonAs(condition: () => boolean): Promise<void> {
  const endsAt = Date.now() + patienceMs;
  while (!condition() && Date.now() < endsAt) await nextTurn();
}

const create = (simulator: Simulator, prompt: string) =>
  simulator.log.find(({ method, fields }) => method === 'POST' && fields?.prompt === prompt);

const isTask = (simulator: Simulator, prompt: string, path: RegExp) => {
  const taskId = create(simulator, prompt)?.taskId;
  return (
    taskId !== undefined && simulator.log.some((one) => path.test(one.path) && one.path.includes(taskId))
  );
};

const uniform: Moment = {
  name: 'any time',
  marker: '',
  reach: async (_simulator, _prompt, random) => {
    await pause(random() * 3_000);
  },
};

export const moments: readonly Moment[] = [
  uniform,
  {
    name: 'while it is ordered',
    marker: '',
    reach: async (_simulator, _prompt, random) => {
      await pause(random() * 60);
    },
  },
  {
    name: 'when the create request has arrived',
    marker: '',
    reach: (simulator, prompt) => asSoonAs(() => create(simulator, prompt) !== undefined),
  },
  {
    name: 'while the answer is on its way',
    marker: ' [sim:hang]',
    reach: async (simulator, prompt, random) => {
      await asSoonAs(() => create(simulator, prompt) !== undefined);
      await pause(random() * 200);
    },
  },
  {
    name: 'right after the answer',
    marker: '',
    reach: async (simulator, prompt, random) => {
      await asSoonAs(() => create(simulator, prompt)?.taskId !== undefined);
      await pause(random() * 25);
    },
  },
  {
    name: 'at a poll',
    marker: ' [sim:slow=3]',
    reach: async (simulator, prompt, random) => {
      await asSoonAs(() => isTask(simulator, prompt, /^\/v1\/videos\/[^/]+$/));
      await pause(random() * 1_500);
    },
  },
  {
    name: 'when the download begins',
    marker: '',
    reach: async (simulator, prompt, random) => {
      await asSoonAs(() => isTask(simulator, prompt, /^\/files\//));
      await pause(random() * 10);
    },
  },
  {
    name: 'in a download that breaks',
    marker: ' [sim:cut=2]',
    reach: async (simulator, prompt, random) => {
      await asSoonAs(() => isTask(simulator, prompt, /^\/files\//));
      await pause(random() * 800);
    },
  },
  {
    name: 'while it is placed',
    marker: '',
    reach: async (simulator, prompt, random) => {
      await asSoonAs(() => isTask(simulator, prompt, /^\/files\//));
      await pause(10 + random() * 90);
    },
  },
  {
    name: 'with a dead link',
    marker: ' [sim:deadlink]',
    reach: async (simulator, prompt, random) => {
      await asSoonAs(() => isTask(simulator, prompt, /^\/files\//));
      await pause(random() * 1_000);
    },
  },
];
