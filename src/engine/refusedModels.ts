import type { EndedCall } from './endedCalls.ts';
import type { Clock, RefusedModel, Store } from './ports.ts';

export interface RefusedModelParts {
  readonly store: Pick<Store, 'refusedModels' | 'addRefusedModel' | 'dropRefusedModel'>;
  readonly clock: Pick<Clock, 'now'>;
  readonly log: (message: string, error?: unknown) => void;
}

/** What a key may not use, learned from refusals and kept until the key changes or a request goes through. */
export interface RefusedModels {
  /** Takes up what earlier runs and other windows have learned; true where something is new. */
  load(): Promise<boolean>;
  of(origin: string, keyFingerprint: string): ReadonlySet<string>;
  hear(heard: EndedCall): void;
}

/** 403: the key has no right to the model. 503: there is no channel that would take it. */
const refusingStatuses: readonly (number | undefined)[] = [403, 503];

export function createRefusedModels({ store, clock, log }: RefusedModelParts): RefusedModels {
  const known = new Map<string, RefusedModel>();
  const nameOf = ({ origin, keyFingerprint, modelId }: RefusedModel) =>
    JSON.stringify([origin, keyFingerprint, modelId]);
  const keep = (written: Promise<unknown>) => {
    written.catch((error: unknown) => log('What a key may not use could not be kept', error));
  };
  return {
    async load() {
      const kept = new Map((await store.refusedModels()).map((refused) => [nameOf(refused), refused]));
      const isNew = kept.size !== known.size || [...kept.keys()].some((name) => !known.has(name));
      known.clear();
      for (const [name, refused] of kept) known.set(name, refused);
      return isNew;
    },
    of: (origin, keyFingerprint) =>
      new Set(
        [...known.values()]
          .filter((one) => one.origin === origin && one.keyFingerprint === keyFingerprint)
          .map(({ modelId }) => modelId),
      ),
    hear({ endpoint, modelId, failure }) {
      if (modelId === undefined) return;
      const refused = { origin: endpoint.baseUrl, keyFingerprint: endpoint.keyFingerprint, modelId };
      const name = nameOf(refused);
      // Told at once, and once more when it is on disk: what was read meanwhile is older.
      if (failure === undefined) {
        const forget = () => known.delete(name);
        if (forget()) keep(store.dropRefusedModel(refused).then(forget));
      } else if (failure.class === 'model-unavailable' && refusingStatuses.includes(failure.httpStatus)) {
        const learn = () => known.set(name, refused);
        learn();
        keep(store.addRefusedModel(refused, clock.now()).then(learn));
      }
    },
  };
}
