import { html, nothing, type TemplateResult } from 'lit';
import { ifDefined } from 'lit/directives/if-defined.js';
import type { TakeFact, TakesMessage, TakesStrings, TakeView } from '../../src/protocol/takes.ts';
import { fill } from '../shared/fill.ts';
import { iconButton } from '../panel/iconButton.ts';
import { type Differences, paragraphsOf } from './differences.ts';

export interface TakeCardParts {
  readonly words: TakesStrings;
  readonly isCompared: boolean;
  readonly differences: Differences;
  readonly send: (message: TakesMessage) => void;
  readonly toggleCompare: () => void;
  readonly ended: () => void;
}

/** One take: player, what it was made from, and what can be done with it. */
export function takeCard(take: TakeView, parts: TakeCardParts): TemplateResult {
  const { words } = parts;
  return html`<article class="take" ?data-kept=${take.isKept}>
    ${player(take, parts)}
    <div class="takeHead">
      <h2 class="takeName">${take.name}</h2>
      ${take.isSample ? html`<span class="takeMark">${words.sample}</span>` : nothing}
    </div>
    <p class="hint" title=${take.path}>${take.path}</p>
    ${take.state === undefined ? nothing : html`<p class="takeState">${take.state}</p>`}
    <div class="takeActions" role="group" aria-label=${take.name}>
      <button
        class="smallButton"
        type="button"
        data-control="keep"
        aria-pressed=${take.isKept}
        aria-label=${fill(take.isKept ? words.stopKeeping : words.keepTake, take.name)}
        @click=${() => parts.send({ kind: 'keep', take: take.id, isKept: !take.isKept })}
      >
        <span class="codicon codicon-${take.isKept ? 'star-full' : 'star-empty'}" aria-hidden="true"></span>
        ${take.isKept ? words.kept : words.keep}
      </button>
      <button
        class="smallButton"
        type="button"
        data-control="compare"
        aria-pressed=${parts.isCompared}
        aria-label=${fill(words.compareTake, take.name)}
        @click=${parts.toggleCompare}
      >
        <span
          class="codicon codicon-${parts.isCompared ? 'check' : 'split-horizontal'}"
          aria-hidden="true"
        ></span>
        ${words.compare}
      </button>
      ${iconButton({
        icon: 'go-to-file',
        label: words.open,
        fullLabel: fill(words.openTake, take.name),
        control: 'open',
        isDisabled: take.src === undefined,
        press: () => parts.send({ kind: 'open', take: take.id }),
      })}
      ${iconButton({
        icon: 'folder-opened',
        label: words.reveal,
        fullLabel: fill(words.revealTake, take.name),
        control: 'reveal',
        press: () => parts.send({ kind: 'reveal', take: take.id }),
      })}
    </div>
    <dl class="takeFacts">
      ${take.facts.filter(({ value }) => value !== '').map((one) => fact(one, parts))}
    </dl>
  </article>`;
}

function fact({ label, value }: TakeFact, { differences, words }: TakeCardParts): TemplateResult {
  const differing = differences.get(label);
  const paragraph = (text: string) =>
    differing?.has(text) === true
      ? html`<p class="takeValue" data-differs>${text}<span class="srOnly"> (${words.differs})</span></p>`
      : html`<p class="takeValue">${text}</p>`;
  return html`<div class="takeFact">
    <dt>${label}</dt>
    <dd>${paragraphsOf(value).map(paragraph)}</dd>
  </div>`;
}

function player(
  { name, src, instead, width, height }: TakeView,
  { words, ended }: TakeCardParts,
): TemplateResult {
  if (src === undefined)
    return html`<p class="takeGone">
      <span class="codicon codicon-warning" aria-hidden="true"></span>${instead ?? words.gone}
    </p>`;
  return html`<video
    class="video"
    controls
    playsinline
    preload="metadata"
    width=${ifDefined(width)}
    height=${ifDefined(height)}
    aria-label=${fill(words.clipOf, name)}
    src=${src}
    @ended=${ended}
  ></video>`;
}
