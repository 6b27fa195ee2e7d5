import type { ReactiveController } from 'lit';
import type { PanelMessage } from '../../src/protocol/panel.ts';
import { SendEvent } from '../shared/screenElement.ts';
import { AnnounceEvent } from './events.ts';
import { takeFiles } from './fileIntake.ts';
import { mayCarryImages, readTransfer } from './imageTransfer.ts';
import type { PanelElement } from './panelElement.ts';

/** Takes images that are dropped or pasted anywhere in the panel. */
export class ImageIntake implements ReactiveController {
  /** Something that may be images is being dragged over the panel. */
  isDragOver = false;
  /** What could not be taken, in words. */
  problems: readonly string[] = [];
  readonly #host: PanelElement;
  readonly #takesImages: () => boolean;

  constructor(host: PanelElement, takesImages: () => boolean) {
    this.#host = host;
    this.#takesImages = takesImages;
    host.addController(this);
  }

  hostConnected(): void {
    document.addEventListener('dragover', this.#dragOver);
    document.addEventListener('dragleave', this.#dragLeave);
    document.addEventListener('drop', this.#drop);
    document.addEventListener('paste', this.#paste);
  }

  hostDisconnected(): void {
    document.removeEventListener('dragover', this.#dragOver);
    document.removeEventListener('dragleave', this.#dragLeave);
    document.removeEventListener('drop', this.#drop);
    document.removeEventListener('paste', this.#paste);
  }

  readonly #dragOver = (event: DragEvent) => {
    if (event.dataTransfer === null || !mayCarryImages(event.dataTransfer.types)) return;
    event.preventDefault();
    event.dataTransfer.dropEffect = this.#takesImages() ? 'copy' : 'none';
    this.#setDragOver(this.#takesImages());
  };

  readonly #dragLeave = (event: DragEvent) => {
    if (event.relatedTarget === null) this.#setDragOver(false);
  };

  readonly #drop = (event: DragEvent) => {
    this.#setDragOver(false);
    if (event.dataTransfer === null || !mayCarryImages(event.dataTransfer.types)) return;
    event.preventDefault();
    if (!this.#takesImages()) return;
    const { uris, files } = readTransfer(event.dataTransfer);
    if (uris.length > 0)
      this.#host.dispatchEvent(new SendEvent<PanelMessage>({ kind: 'addUris', uris: [...uris] }));
    void this.#take(files);
  };

  readonly #paste = (event: ClipboardEvent) => {
    const data = event.clipboardData;
    if (data === null || data.files.length === 0 || !this.#takesImages()) return;
    // Office programs put a picture beside copied text; in the prompt the text is what is meant.
    if (event.target instanceof HTMLTextAreaElement && data.getData('text/plain') !== '') return;
    event.preventDefault();
    void this.#take([...data.files]);
  };

  async #take(files: readonly File[]): Promise<void> {
    this.problems = await takeFiles(files, this.#host.words, (message) =>
      this.#host.dispatchEvent(new SendEvent<PanelMessage>(message)),
    );
    if (this.problems.length > 0) this.#host.dispatchEvent(new AnnounceEvent(this.problems.join(' ')));
    this.#host.requestUpdate();
  }

  #setDragOver(isDragOver: boolean): void {
    if (this.isDragOver === isDragOver) return;
    this.isDragOver = isDragOver;
    this.#host.requestUpdate();
  }
}
