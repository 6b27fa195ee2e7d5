import { html, nothing, type TemplateResult } from 'lit';

export interface IconButtonParts {
  /** A codicon's name. */
  readonly icon: string;
  /** Tooltip and accessible name. */
  readonly label: string;
  /** The accessible name where the tooltip alone does not say on what it acts. */
  readonly fullLabel?: string;
  /** Finds the same button again after the list around it has changed. */
  readonly control: string;
  readonly isDisabled?: boolean;
  readonly press: () => void;
}

/** A native button: lists hold hundreds, and the component library's would load the icon font's sheet for each. */
export function iconButton(parts: IconButtonParts): TemplateResult {
  return html`<button
    class="iconButton"
    type="button"
    title=${parts.label}
    aria-label=${parts.fullLabel ?? parts.label}
    data-control=${parts.control}
    ?disabled=${parts.isDisabled ?? false}
    @click=${parts.press}
  >
    <span class="codicon codicon-${parts.icon}" aria-hidden="true"></span>
  </button>`;
}

/** The same with its label beside the icon, where a decision is asked for. */
export function labelledButton(parts: IconButtonParts): TemplateResult {
  return html`<button
    class="smallButton"
    type="button"
    aria-label=${parts.fullLabel ?? nothing}
    data-control=${parts.control}
    ?disabled=${parts.isDisabled ?? false}
    @click=${parts.press}
  >
    <span class="codicon codicon-${parts.icon}" aria-hidden="true"></span>${parts.label}
  </button>`;
}
