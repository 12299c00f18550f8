// What the API of advertising sends and takes.
export const slots = ['top', 'text', 'rail', 'reading', 'section', 'footer'] as const;
export const devices = ['phone', 'tablet', 'desktop'] as const;
export type State = 'draft' | 'submitted' | 'approved' | 'paused' | 'ended';

export interface Advertiser {
  id: number;
  name: string;
  legal_name: string;
  email: string;
  postal_address: string;
  registration: string;
  country: string;
}

export interface Booking {
  from: string | null;
  until: string | null;
  sites: string[];
  sections: string[];
  topics: string[];
  languages: string[];
  slots: string[];
  excluded_sections: string[];
  excluded_topics: string[];
  excluded_words: string[];
  hours: number[];
  weekdays: number[];
  devices: string[];
  visit_start: boolean;
}

export interface Party {
  name: string;
  legal_name: string;
  email: string;
  postal_address: string;
  establishment: string;
  registration: string;
}

// An entry of a political advertisement's ledger.
export interface Received {
  number?: number; // of what is saved; from then on nothing in it changes
  on: string | null;
  by: 'publisher' | 'providers' | 'campaign';
  kind: 'amount' | 'benefit';
  cents: number;
  from: string;
  origin: string;
  territory: string;
  what: string;
  corrects: number | null;
  reason: string;
  entered_by?: string;
  entered_at?: string | null;
}

// What no later entry stands in the place of; a correction that says nothing was received stands for nothing.
export const standing = (entries: Received[]): Received[] =>
  entries.filter((entry, at) => entry.cents > 0 && !entries.some((other) => other.corrects === at + 1));

const same_entry = (one: Received, other: Received): boolean => {
  const said = ({ on, by, kind, cents, from, origin, territory, what, corrects, reason }: Received) =>
    JSON.stringify([on && Date.parse(on), by, kind, cents, from.trim(), origin, territory, what.trim(), corrects, reason.trim()]);
  return said(one) === said(other);
};

// What a ledger is to become where others have entered something meanwhile: theirs, and behind it what is new of `mine`.
// What is there by now as it was typed was saved by a call whose answer was lost.
export function appended(mine: Received[], theirs: Received[]): Received[] {
  const unseen = theirs.slice(mine.filter((entry) => entry.number).length);
  const fresh = mine.filter((entry) => !entry.number).filter((entry) => {
    const there = unseen.findIndex((other) => same_entry(entry, other));
    if (there >= 0) unseen.splice(there, 1);
    return there < 0;
  });
  return [...theirs, ...fresh];
}

export interface Political {
  sponsor: Party;
  controller: Party;
  uncontrolled: boolean;
  payer: Party;
  eligibility: string;
  vote: string;
  process: string;
  unlinked: boolean;
  received: Received[];
  methodology: string;
  repository: string;
  suspended_before: boolean | null;
  suspension: string;
  targeting: boolean | null;
}

export interface Creative {
  id: number;
  kind: string;
  image: number | null;
  text: string;
  address: string;
  slots: string[];
  code: string; // HTML of a frame, the VAST document of a video
  captions: string; // WebVTT
  captions_language: string;
  width: number;
  height: number;
  off?: boolean;
  follows?: number | null; // the version before, which was shown
  removable?: boolean; // nobody has ever approved it
}

// What a VAST document says.
export interface Vast {
  version: string;
  title: string;
  description: string;
  click_through: string;
  milliseconds: number;
  media: { address: string; type: string; width: number; height: number; kilobits: number }[];
  fitting: string | null;
  captions: { address: string; type: string; language: string }[];
  counters: number;
}

export interface Campaign {
  id: number;
  advertiser: number;
  payer: string; // who pays, where it is not the advertiser
  name: string;
  state: State;
  tier: string;
  goal: string;
  amount: number;
  price_cents: number;
  booking: Booking;
  category: string;
  companions: string;
  per_page: number;
  state_advertising: boolean;
  declaration: { political: boolean; by: string; at?: string } | null;
  political: Political | null;
  changed_by: string;
  changed_at: string | null;
  approved_by: string;
  upheld?: string; // why a reader's report took it off the pages
  delivered: number;
  clicked: number;
  last_shown: string | null;
  report_until: string | null;
  noticed?: boolean; // its notice is public
  creatives?: Creative[];
  oversold?: { sum: number; slot: string; from: string; with: { id: number; name: string; amount: number }[] } | null; // hundredths of a per cent
  share_pace?: { due: number; got: number; behind: boolean } | null; // of a running one sold by share that can be judged
  due?: number | null; // showings or clicks that a running one sold by number should have had by now
  waits_for?: { id: number; name: string; state: State }[]; // companions without which it is not shown
  missing?: { article: string; member: string; what: string }[];
}

// What the form of a campaign holds: what is compared, kept while it is typed, and sent. These are decided each as a whole,
// the other three part by part.
export const simple_members = ['advertiser', 'payer', 'name', 'tier', 'goal', 'amount', 'price_cents', 'category', 'companions', 'per_page', 'state_advertising'] as const;
const form_members = [...simple_members, 'booking', 'declaration', 'political'] as const;
export type Form = Pick<Campaign, (typeof form_members)[number]>;
// Without what a campaign has beside it: its creatives come with all their code.
export const form_of = (campaign: Form): Form => Object.fromEntries(form_members.map((name) => [name, campaign[name]])) as unknown as Form;

// A line of a campaign's history.
export interface Past {
  at: string;
  by: string;
  what: string;
}
// Whether it is this person's to throw away: nobody else has had to look at it. `past`: the newest first.
export const is_own_draft = (past: Past[], email: string): boolean => past.at(-1)?.by === email && !past.some(({ what }) => what === 'submitted');

export interface Counts {
  served: number;
  viewable: number;
  clicked: number;
}
// How far a film was watched: how often each part was reached.
export const film_parts = ['started', 'first_quartile', 'midpoint', 'third_quartile', 'completed'] as const;
export type Watched = Record<(typeof film_parts)[number], number>;

export interface Vote {
  slug: string;
  kind: string;
  country: string;
  name_bg: string;
  name_en: string;
  day: string | null;
  silence_from: string | null;
  silence_until: string | null;
  information: string;
  foreign_sponsors_barred_days: number;
}

export interface Flag {
  id: number;
  receipt: string;
  at: string;
  due: string;
  overdue: boolean;
  campaign: number | null;
  advertisement: string;
  reasons: string;
  name: string;
  email: string;
  decided_at: string | null;
  decided_by: string;
  decision: string;
  explanation: string;
}

export const no_party = (): Party => ({ name: '', legal_name: '', email: '', postal_address: '', establishment: '', registration: '' });

export const no_political = (): Political => ({
  sponsor: no_party(),
  controller: no_party(),
  uncontrolled: false,
  payer: no_party(),
  eligibility: '',
  vote: '',
  process: '',
  unlinked: false,
  received: [],
  methodology: '',
  repository: '',
  suspended_before: null,
  suspension: '',
  targeting: null,
});

export const no_campaign = (): Campaign => ({
  id: 0,
  advertiser: 0,
  payer: '',
  name: '',
  state: 'draft',
  tier: 'standard',
  goal: 'impressions',
  amount: 0,
  price_cents: 0,
  booking: {
    from: null,
    until: null,
    sites: [],
    sections: [],
    topics: [],
    languages: [],
    slots: [],
    excluded_sections: [],
    excluded_topics: [],
    excluded_words: [],
    hours: Array.from({ length: 24 }, (_, hour) => hour),
    weekdays: [1, 2, 3, 4, 5, 6, 7],
    devices: [...devices],
    visit_start: false,
  },
  category: '',
  companions: '',
  per_page: 1,
  state_advertising: false,
  declaration: null,
  political: null,
  changed_by: '',
  changed_at: null,
  approved_by: '',
  delivered: 0,
  clicked: 0,
  last_shown: null,
  report_until: null,
});

// A campaign as people speak of it: approved ones run, are to come or are over.
export type Phase = State | 'running' | 'upcoming' | 'over';
export function phase_of(campaign: Campaign, now = Date.now()): Phase {
  if (campaign.state !== 'approved') return campaign.state;
  if (campaign.booking.from && Date.parse(campaign.booking.from) > now) return 'upcoming';
  if (campaign.booking.until && Date.parse(campaign.booking.until) <= now) return 'over';
  return 'running';
}

// What is wrong with its dates, as the words of the desk call it; of what has run nobody is told that it is past.
export function period_problem({ booking, state }: Pick<Campaign, 'booking' | 'state'>, now = Date.now()): 'backwards' | 'past' | '' {
  const from = Date.parse(booking.from ?? ''), until = Date.parse(booking.until ?? '');
  if (until <= from) return 'backwards';
  return state === 'draft' && until <= now ? 'past' : '';
}

export const done_of = (campaign: Campaign): number => (campaign.goal === 'clicks' ? campaign.clicked : campaign.delivered);

export const phase_badge: Record<Phase, string> = {
  draft: '',
  submitted: 'in_review',
  approved: 'ready',
  running: 'published',
  upcoming: 'scheduled',
  paused: 'in_review',
  over: '',
  ended: '',
};
