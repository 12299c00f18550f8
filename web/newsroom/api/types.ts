// What the API sends and takes (/api/v1/openapi.json).
import type { JSONContent } from '@tiptap/core';

export type State = 'draft' | 'in_review' | 'ready' | 'scheduled' | 'published' | 'withdrawn' | 'trashed' | 'hidden';
export type Kind = 'news' | 'analysis' | 'interview' | 'opinion' | 'live' | 'gallery' | 'video' | 'page';
export const kinds: Kind[] = ['news', 'analysis', 'interview', 'opinion', 'live', 'gallery', 'video', 'page'];

// What the server lets the person who asks do with an article now (src/newsroom/steps.cpp).
export type Step =
  | 'edit'
  | 'edit_unread' // without an editor reading it again
  | 'pin' // say that it is pinned or breaking
  | 'submit'
  | 'return'
  | 'ready'
  | 'publish'
  | 'schedule'
  | 'unschedule'
  | 'unpublish'
  | 'withdraw'
  | 'trash'
  | 'correct'
  | 'remove_correction'
  | 'hide_history'
  | 'moderate';

export interface Topic {
  slug: string;
  name: string;
}

// A running subject that articles belong to.
export interface Story {
  slug: string;
  name: string;
  summary: string;
  state: 'open' | 'closed';
  lead_image: number | null;
  address: string;
  parts: number;
  known?: boolean; // of one story: readers may have its address
  updated_at: string;
  articles?: TimelinePart[];
}

// What a published article is to a running story.
export interface TimelinePart {
  id: number;
  headline: string;
  address: string;
  published_at: string;
  note: string;
  key: boolean;
  may_change: boolean;
}

export interface Article {
  id: number;
  site: string;
  kind: Kind;
  state: State;
  language: string;
  headline: string;
  deck: string;
  slug: string;
  address: string;
  section: string | null;
  authors: string[];
  topics: (string | Topic)[];
  stories: { story: string; note: string; key: boolean }[];
  lead_image: number | null;
  lead_caption: string;
  body: JSONContent;
  description: string;
  canonical_url: string;
  pinned: boolean;
  breaking: boolean;
  published_at: string | null;
  updated_at: string | null;
  scheduled_at: string | null;
  scheduled_revision?: number | null; // what is published then; newer ones wait
  published_revision?: number | null; // what readers see; newer ones wait to be published
  revision: number;
  may?: Step[];
  assignee?: string;
  embargo_until?: string | null;
  etag: string;
}

export interface ArticleLine {
  id: number;
  state: State;
  section: string | null;
  headline: string;
  deck: string;
  address: string;
  authors: string[];
  lead_image: number | null;
  updated_at: string;
  published_at: string | null;
  scheduled_at: string | null;
  embargo_until: string | null;
  assignee: string;
  unpublished_changes?: boolean; // readers see an earlier text
}

export interface Page<Line> {
  items: Line[];
  next: string | null;
}

export interface Revision {
  number: number;
  at: string;
  by: string;
  headline: string;
  published: boolean;
}

export interface Area {
  left: number; // px of the original, as everything here
  top: number;
  width: number;
  height: number;
}

export interface Asset {
  id: number;
  kind: 'image' | 'video' | 'audio' | 'document';
  digest: string;
  file_name: string;
  mime: string;
  bytes: number;
  width: number;
  height: number;
  focus_x: number;
  focus_y: number;
  crop: Area | null; // all that is shown; null: the whole picture
  title: string;
  alt: string;
  caption: string;
  credit: string;
  rights: string;
  rights_expire_at: string | null;
  created_at: string;
  rights_state: RightsState;
  from_reader: boolean; // came with a report: shown in articles that two people have looked at, and only there
  duplicate?: boolean; // of an upload: the library had it
  used_in?: { articles: ArticleLine[]; authors: string[]; advertisement: boolean }; // of one that is asked for by itself
}

export const rights_states = ['clear', 'unstated', 'expiring', 'expired'] as const;
export type RightsState = (typeof rights_states)[number];

export interface Section {
  slug: string;
  name: string;
  description: string;
  position: number;
  needs_editor: boolean;
  parent: string | null;
}

export interface Author {
  slug: string;
  name: string;
  bio: string;
  url: string;
  picture: number | null;
  links: string[];
  kind: 'person' | 'team';
}

export interface NavigationItem {
  label: string;
  address: string;
  children?: NavigationItem[];
}

export interface Site {
  host: string;
  name: string;
  base_url: string;
  language: string;
  time_zone: string;
  tagline: string;
  about: string;
  contact_email: string;
  social: string[];
  ads_txt: string;
  navigation: NavigationItem[];
  breaking_text: string;
  breaking_address: string;
  footer_navigation: NavigationItem[];
  look: Look;
  slot_after: number; // paragraphs above a text's slot; 0: it stands after the text
}

export interface Look {
  accent: string; // "#9d1620"; empty: the theme's own
  scheme: 'by_reader' | 'light' | 'dark';
  logo: number | null;
}

// Who is signed in, and what they are on which site.
export interface SessionAnswer {
  user: Person;
  sites: { host: string; roles: string[] }[];
}

export interface Person {
  name: string;
  email: string;
  role: string;
  second_factor: boolean;
  roles_everywhere?: string[]; // on every site, and over what belongs to none
}
