// Light, dark, or as the device says; kept on this device.
export type Appearance = 'auto' | 'light' | 'dark';

const key = 'vestnik.appearance';

class Chosen {
  now = $state<Appearance>((localStorage.getItem(key) as Appearance | null) ?? 'auto');

  choose(appearance: Appearance) {
    this.now = appearance;
    localStorage.setItem(key, appearance);
  }

  apply() {
    if (this.now === 'auto') delete document.documentElement.dataset['theme'];
    else document.documentElement.dataset['theme'] = this.now;
  }
}

export const appearance = new Chosen();
