// The media library as the screens use it: what is known of an asset, uploads.
import { call, get, put, query, with_site } from './api/client';
import type { Asset, Page, RightsState } from './api/types';
import { SvelteMap } from 'svelte/reactivity';

export interface Wanted {
  q: string;
  kind: string;
  credit: string;
  rights: RightsState | '';
  since: string; // days: "2026-11-24"
  until: string;
}

class Assets {
  // By number; null: asked for, not there (yet).
  #known = new SvelteMap<number, Asset | null>();

  find(id: number | null | undefined): Asset | null {
    if (!id) return null;
    const known = this.#known.get(id);
    if (known !== undefined) return known;
    queueMicrotask(() => void this.fetch(id).catch(() => {}));
    return null;
  }

  async fetch(id: number): Promise<Asset> {
    if (!this.#known.has(id)) this.#known.set(id, null);
    try {
      return this.remember(await get<Asset>(`assets/${id}`));
    } catch (problem) {
      this.#known.delete(id);
      throw problem;
    }
  }

  remember(asset: Asset): Asset {
    this.#known.set(asset.id, asset);
    return asset;
  }

  async search(wanted: Wanted, cursor: string | null, signal: AbortSignal): Promise<Page<Asset>> {
    const page = await get<Page<Asset>>(`assets${query({ limit: 48, ...wanted, cursor })}`, signal);
    for (const asset of page.items) this.remember(asset);
    return page;
  }

  /** `about`: what is true of it from its first moment on. */
  async upload(file: File, about: { credit?: string; from_reader?: 'true' } = {}): Promise<Asset> {
    const form = new FormData();
    form.append('file', file, file.name || 'picture');
    for (const [name, value] of Object.entries(about)) form.append(name, value);
    return this.remember((await call<Asset>('POST', 'assets', { form })).value);
  }

  async save(id: number, change: Partial<Asset>): Promise<Asset> {
    return this.remember(await put<Asset>(`assets/${id}`, change));
  }
}

export const assets = new Assets();

export function picture(id: number, width: 320 | 640 | 1280 = 640, crop: 'whole' | 'square' = 'whole'): string {
  return with_site(`/api/v1/assets/${id}/picture?width=${width}${crop === 'square' ? '&crop=square' : ''}`);
}
