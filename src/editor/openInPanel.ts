import type { VideoRequest } from '../core/request.ts';
import type { RepairParts } from './panel/repair.ts';

/** Opens the panel on a request, with the focus on a field. `copied` hears of copies that are drawn of its images. */
export type OpenInPanel = (
  request: VideoRequest,
  field: string,
  copied?: RepairParts['copied'],
) => Promise<void>;
