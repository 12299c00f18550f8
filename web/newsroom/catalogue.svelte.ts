// What every screen needs to know of the site: its sections, its zone. Loaded once, again when asked.
import { get } from './api/client';
import type { Section, Site } from './api/types';

class Catalogue {
  sections = $state<Section[]>([]);
  site = $state<Site | null>(null);
  #asked: Promise<void> | null = null;

  load(again = false): Promise<void> {
    if (!this.#asked || again) {
      this.#asked = this.#fetch().catch((problem: unknown) => {
        this.#asked = null;
        throw problem;
      });
    }
    return this.#asked;
  }

  async #fetch() {
    const [sections, sites] = await Promise.all([
      get<{ sections: Section[] }>('sections'),
      get<{ sites: Site[] }>('sites'),
    ]);
    this.sections = sections.sections;
    this.site = sites.sites.find((site) => site.host === location.hostname) ?? sites.sites[0] ?? null;
  }

  name_of(slug: string | null): string {
    return this.sections.find((section) => section.slug === slug)?.name ?? slug ?? '';
  }

  get zone(): string {
    return this.site?.time_zone || 'UTC';
  }
  get language(): string {
    return this.site?.language || 'bg';
  }
}

export const catalogue = new Catalogue();
