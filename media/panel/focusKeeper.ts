import type { LitElement, ReactiveController } from 'lit';

interface Focused {
  readonly element: HTMLElement;
  readonly control: string | undefined;
  readonly item: string;
  readonly group: string;
  /** The group's items as they stood. */
  readonly order: readonly string[];
}

/**
 * Keeps the keyboard's place in lists. An update may move, replace or remove the item that has the focus: then it goes
 * to the same item's new place, else to its neighbour, else to what stands for the emptied list.
 */
export class FocusKeeper implements ReactiveController {
  readonly #host: LitElement;
  #focused: Focused | undefined;

  constructor(host: LitElement) {
    this.#host = host;
    host.addController(this);
  }

  hostUpdate(): void {
    this.#focused = this.#look() ?? this.#focused;
  }

  hostUpdated(): void {
    // The lists render after their host.
    setTimeout(() => this.#restore());
  }

  #look(): Focused | undefined {
    const element = document.activeElement;
    if (!(element instanceof HTMLElement)) return undefined;
    const { item, group } = element.closest<HTMLElement>('[data-item]')?.dataset ?? {};
    if (item === undefined || group === undefined) return undefined;
    return {
      element,
      control: element.dataset.control,
      item,
      group,
      order: this.#items(group).map(keyOf),
    };
  }

  #restore(): void {
    const focused = this.#focused;
    this.#focused = undefined;
    const active = document.activeElement;
    const isLost = active === null || active === document.body || active.matches(':disabled');
    // Not while the person works elsewhere in the editor.
    if (focused === undefined || !isLost || !document.hasFocus()) return;
    if (focused.element.isConnected && !focused.element.matches(':disabled')) focused.element.focus();
    else this.#successor(focused)?.focus();
  }

  #successor({ item, group, order, control }: Focused): HTMLElement | undefined {
    const place = order.indexOf(item);
    const items = this.#items(group);
    for (const key of [...order.slice(place), ...order.slice(0, place).reverse()]) {
      const found = items.find((one) => keyOf(one) === key);
      const target = found === undefined ? undefined : controlIn(found, control);
      if (target !== undefined) return target;
    }
    return this.#host.querySelector<HTMLElement>(`[data-fallback="${group}"]`) ?? undefined;
  }

  #items(group: string): HTMLElement[] {
    return [...this.#host.querySelectorAll<HTMLElement>(`[data-group="${group}"]`)];
  }
}

function keyOf(item: HTMLElement): string {
  return item.dataset.item ?? '';
}

/** The named control of an item; when it is switched off its nearest neighbour, when it is gone the item's first. */
function controlIn(item: HTMLElement, control: string | undefined): HTMLElement | undefined {
  const controls = [...item.querySelectorAll<HTMLElement>('[data-control]')];
  const isOn = (one: HTMLElement) => !one.matches(':disabled');
  const named = controls.find((one) => one.dataset.control === control);
  if (named === undefined) return controls.find(isOn);
  const beside = controls.filter((one) => one.parentElement === named.parentElement);
  const distance = (one: HTMLElement) => Math.abs(beside.indexOf(one) - beside.indexOf(named));
  return beside.filter(isOn).sort((a, b) => distance(a) - distance(b))[0] ?? controls.find(isOn);
}
