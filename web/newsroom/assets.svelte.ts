// The media library as the screens use it: what is known of an asset, uploads.
import { Changes } from './api/changes';
import { get, query, with_site } from './api/client';
import type { Area, Asset, Page, RightsState } from './api/types';
import { SvelteMap, SvelteSet } from 'svelte/reactivity';
import { fetch_picture } from './fetching';
import { upload, type About, type Watch } from './uploads';

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

  // As far as is known here.
  crop_of(id: number): Area | null {
    return this.#known.get(id)?.crop ?? null;
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

  async upload(file: File, watch: Watch = {}, about: About = {}): Promise<Asset> {
    return this.remember(await upload(file, watch, about));
  }

  // Pictures of other sites that are being fetched, by address.
  readonly coming = new SvelteSet<string>();
  #fetches = new Map<string, Promise<Asset>>();

  // The same picture twice is fetched once.
  take_over(address: string): Promise<Asset> {
    const begun = this.#fetches.get(address);
    if (begun) return begun;
    const fetch = fetch_picture(address)
      .then((asset) => this.remember(asset))
      .finally(() => {
        this.coming.delete(address);
        this.#fetches.delete(address);
      });
    this.coming.add(address);
    this.#fetches.set(address, fetch);
    return fetch;
  }

  // What a person makes of what they saw.
  changes(of: Asset): Changes<Asset> {
    return new Changes(`assets/${of.id}`, of);
  }
}

export const assets = new Assets();

// 'none': as it came, whatever is shown of it. A changed crop is another address, or the browser would go on showing the
// former one.
export function picture(id: number, width: 320 | 640 | 1280 = 640, crop: 'whole' | 'square' | 'none' = 'whole'): string {
  const part = crop === 'none' ? null : assets.crop_of(id);
  const shown = part ? `&part=${part.left}.${part.top}.${part.width}.${part.height}` : '';
  return with_site(`/api/v1/assets/${id}/picture?width=${width}${crop === 'whole' ? '' : `&crop=${crop}`}${shown}`);
}
