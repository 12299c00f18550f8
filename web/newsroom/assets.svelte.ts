// The media library as the screens use it: what is known of an asset, uploads.
import { call, get, put } from './api/client';
import type { Asset, Page } from './api/types';
import { SvelteMap } from 'svelte/reactivity';

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

  async search(words: string, cursor: string | null, kind: string, signal: AbortSignal): Promise<Page<Asset>> {
    const parameters = new URLSearchParams({ limit: '48' });
    if (words) parameters.set('q', words);
    if (cursor) parameters.set('cursor', cursor);
    if (kind) parameters.set('kind', kind);
    const page = await get<Page<Asset>>(`assets?${parameters}`, signal);
    for (const asset of page.items) this.remember(asset);
    return page;
  }

  async upload(file: File): Promise<Asset> {
    const form = new FormData();
    form.append('file', file, file.name || 'picture');
    return this.remember((await call<Asset>('POST', 'assets', { form })).value);
  }

  async save(id: number, change: Partial<Asset>): Promise<Asset> {
    return this.remember(await put<Asset>(`assets/${id}`, change));
  }
}

export const assets = new Assets();

export function picture(id: number, width: 320 | 640 | 1280 = 640, crop: 'whole' | 'square' = 'whole'): string {
  return `/api/v1/assets/${id}/picture?width=${width}${crop === 'square' ? '&crop=square' : ''}`;
}
