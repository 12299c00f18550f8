// What every screen needs to know of the site: its sections, its zone. Loaded once, again when asked.
import { about_site, get } from './api/client';
import type { Section, Site } from './api/types';

const kept_as = 'vestnik.site';

about_site(localStorage.getItem(kept_as) ?? '');

class Catalogue {
  sections = $state<Section[]>([]);
  site = $state<Site | null>(null);
  sites = $state.raw<Site[]>([]);
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
    const { sites } = await get<{ sites: Site[] }>('sites');
    const wanted = localStorage.getItem(kept_as);
    if (wanted && !sites.some((site) => site.host === wanted)) {
      localStorage.removeItem(kept_as);
      about_site('');
    }
    this.sections = (await get<{ sections: Section[] }>('sections')).sections;
    this.sites = sites;
    this.site = sites.find((site) => site.host === wanted) ?? sites.find((site) => site.host === location.hostname) ?? sites[0] ?? null;
  }

  // Everything that is shown belongs to a site: it begins anew.
  choose(host: string) {
    localStorage.setItem(kept_as, host);
    location.assign('/newsroom/');
  }

  // The same without beginning anew: of what is opened, which belongs to that site. Empty: the one of this address.
  go_over_to(host: string) {
    if (host) localStorage.setItem(kept_as, host);
    else localStorage.removeItem(kept_as);
    about_site(host);
    void this.load(true).catch(() => {});
  }

  // Where readers find a path of the site.
  public_address(path: string): string {
    return this.site && localStorage.getItem(kept_as) === this.site.host ? this.site.base_url + path : path;
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
