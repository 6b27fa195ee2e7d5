import { sha256 } from '../../src/node/sha256.ts';
import { shippedMarket } from '../../src/core/market.ts';
import type { DatabaseSync } from 'node:sqlite';
import { type Engine, startEngine } from '../../src/engine/engine.ts';
import type { Clock, Endpoints, Gate, Store, UploadConsent } from '../../src/engine/ports.ts';
import { type Rhythm, rhythm } from '../../src/engine/settings.ts';
import { openStore } from '../../src/store/jobStore.ts';
import { noWitness } from '../../src/store/witness.ts';
import { grabFrames } from './grabFrames.ts';
import { overlay } from './mutant.ts';
import { SimulatedConnection } from './simulatedConnection.ts';
import type { SimulatedProcess } from './simulatedProcess.ts';
import type { World } from './world.ts';

export interface SimulatedWindow {
  readonly process: SimulatedProcess;
  readonly engine: Engine;
  /** As whoever looks at jobs has it. */
  readonly store: Store;
  /** The job a person is letting go on at the moment. */
  releasing: string | undefined;
  isSubmitting: boolean;
  close(): Promise<void>;
}

/** Starts a window: a real engine on a real store, everything else made up. */
export async function openWindow(world: World, process: SimulatedProcess): Promise<SimulatedWindow> {
  const { timeline, chance, judge, shotJudge, mutant, disk } = world;
  let connection: DatabaseSync | undefined;
  process.onDeath = () => connection?.close();
  const store = await openStore({
    directory: world.directory,
    witness: noWitness,
    pacing: {
      sleep: (delayMs) => timeline.pause(Math.ceil(delayMs), process),
      fraction: () => chance.fraction(),
      // An event, so that whatever goes round in circles is noticed.
      turn: () => timeline.pause(0, process),
    },
    connect: (file, options) => {
      connection = new SimulatedConnection(file, options, {
        process,
        isFull: () => world.isDatabaseFull,
        rewrite: (sql) => (mutant?.rewrite === undefined ? sql : mutant.rewrite(sql)),
        committed: (committing, insertedJobs) => {
          if (!insertedJobs) return;
          judge.checkCaps(process, committing);
          shotJudge.checkAdmission(committing, judge.asked(process));
        },
      });
      return connection;
    },
  });
  const tools = { timeline, process, disk, connection: () => connection };
  const noting = overlay<Store>(store, {
    admit: async (jobs, caps, options) => {
      const outcome = await store.admit(jobs, caps, options);
      if (outcome.kind === 'admitted') judge.admitted(process, jobs);
      return outcome;
    },
    apply: async (id, event, now, options) => {
      const outcome = await store.apply(id, event, now, options);
      if (outcome.kind === 'applied') judge.applied(process, outcome.job, event.kind);
      return outcome;
    },
    takeOver: async (windowId, now, staleAfterMs, options) => {
      const jobs = await store.takeOver(windowId, now, staleAfterMs, options);
      judge.tookOver(process, jobs, timeline.wallMs());
      return jobs;
    },
    claim: async (id, epoch, windowId) => {
      const job = await store.claim(id, epoch, windowId);
      if (job !== undefined) judge.claimed(process, job);
      return job;
    },
  });
  const mortalStore = process.mortal(noting, 'store');
  const mutated = overlay(mortalStore, mutant?.store?.(mortalStore, tools));
  const audited = overlay<Store>(mutated, {
    admit: (jobs, caps, options) => {
      judge.asks(process, { jobs, caps });
      return mutated.admit(jobs, caps, options);
    },
    apply: async (id, event, now, options) => {
      const outcome = await mutated.apply(id, event, now, options);
      if (outcome.kind === 'applied' && options?.epoch !== undefined && event.kind !== 'accepted')
        judge.checkFence(outcome.job, options.epoch, event.kind);
      return outcome;
    },
  });
  const vault = process.mortal(disk.vault(process), 'vault');
  const workspace = process.mortal(disk.workspace(process), 'workspace');
  const window: SimulatedWindow = {
    process,
    store: audited,
    engine: startEngine(
      {
        windowId: process.id,
        clock: process.mortal(clockOf(world, process), 'clock'),
        random: { id: () => world.nextId(), fraction: () => chance.fraction() },
        store: audited,
        vault: overlay(vault, mutant?.vault?.(vault, tools)),
        provider: process.mortal(world.provider.port(process), 'provider'),
        endpoints: process.mortal(endpointsOf(world, process), 'endpoints'),
        workspace: overlay(workspace, mutant?.workspace?.(workspace, tools)),
        digest: sha256,
        rhythm: rhythmOf(world),
        settings: () => world.settings,
        market: shippedMarket,
        log: (message, error) =>
          timeline.note(
            `${process.id} logs: ${message}${error === undefined ? '' : `: ${error instanceof Error ? error.message : ''}`}`,
          ),
        debug: () => undefined,
      },
      {
        gate: gateOf(world, process, () => window.releasing),
        images: process.mortal(disk.imageCopies(process), 'images'),
        uploads: noUploads,
      },
    ),
    releasing: undefined,
    isSubmitting: false,
    async close() {
      process.isClosing = true;
      await window.engine.close();
      if (process.isDead) return;
      process.closedWhereNothingFits = world.disk.isFull && (world.isDatabaseFull || world.isLocked);
      store.close();
      process.isDead = true;
      timeline.note(`${process.id} has closed`);
    },
  };
  grabFrames(world, process, window.engine);
  return window;
}

const noUploads: UploadConsent = {
  isGiven: () => false,
  isInWorkspace: () => false,
  ask: () => Promise.resolve(false),
};

function rhythmOf(world: World): Rhythm {
  return { ...rhythm, tickMs: world.tickMs, ...world.mutant?.rhythm };
}

function clockOf({ timeline }: World, process: SimulatedProcess): Clock {
  return {
    now: () => timeline.wallMs(),
    localDay: (epochMs) => new Date(epochMs).toISOString().slice(0, 10),
    sleep: (delayMs, signal) => timeline.pause(delayMs, process, signal),
  };
}

function endpointsOf(world: World, process: SimulatedProcess): Endpoints {
  return {
    resolve: async () => {
      await world.timeline.pause(world.chance.between(0, 2), process);
      if (!world.hasKey) return undefined;
      return {
        baseUrl: 'https://api.cometapi.com',
        key: 'sk-simulated',
        keyFingerprint: 'f00d',
        isLocal: world.isLocal,
      };
    },
  };
}

function gateOf(world: World, process: SimulatedProcess, releasing: () => string | undefined): Gate {
  const gate: Gate = {
    isTrusted: () => process.isTrusted,
    knowsFragile: () => true,
    ask: async ({ reason }) => {
      const jobId = reason === 'held' ? releasing() : undefined;
      await world.timeline.pause(world.chance.between(50, 3_000), process);
      if (!world.chance.happens(0.6)) return { kind: 'declined' };
      if (jobId !== undefined) world.judge.agreed(jobId);
      return { kind: 'agreed', ceilingMicroUsd: 500_000 };
    },
  };
  const mortal = process.mortal(gate, 'gate');
  return overlay(mortal, world.mutant?.gate?.(mortal));
}
