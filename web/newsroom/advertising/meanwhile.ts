// A campaign that two people change at once: what somebody else has saved is taken over where it was not changed here,
// and what was typed here stands.
import { appended, no_political, simple_members, type Campaign, type Form } from './campaigns';

// What a person decides one by one, by names as "booking.until". The ledger is none: it only grows.
function parts_of(campaign: Form): Map<string, unknown> {
  const parts = new Map<string, unknown>(simple_members.map((name) => [name, campaign[name]]));
  for (const [name, value] of Object.entries(campaign.booking)) parts.set(`booking.${name}`, value);
  parts.set('declaration', campaign.declaration && { political: campaign.declaration.political, by: campaign.declaration.by });
  for (const [name, value] of Object.entries(campaign.political ?? {})) if (name !== 'received') parts.set(`political.${name}`, value);
  return parts;
}
const same = (one: unknown, other: unknown) => JSON.stringify(one ?? null) === JSON.stringify(other ?? null);

function put(campaign: Campaign, part: string, value: unknown) {
  const [holder, name] = part.split('.');
  if (name && holder === 'political') campaign.political ??= no_political();
  const into = name ? (holder === 'booking' ? campaign.booking : campaign.political) : campaign;
  (into as unknown as Record<string, unknown>)[name ?? part] = value;
}

export interface Meanwhile {
  campaign: Campaign; // theirs, with what was changed here
  taken: string[]; // parts that were changed there alone
  both: { part: string; there: unknown }[]; // changed here and there, and not alike
}
/** `base`: what stood here before it was changed. */
export function meanwhile(base: Form, mine: Form, theirs: Campaign): Meanwhile {
  const found: Meanwhile = { campaign: structuredClone(theirs), taken: [], both: [] };
  const [before, here, there] = [parts_of(base), parts_of(mine), parts_of(theirs)];
  for (const part of new Set([...here.keys(), ...there.keys()])) {
    const changed_here = !same(before.get(part), here.get(part)), changed_there = !same(before.get(part), there.get(part));
    if (changed_here) put(found.campaign, part, structuredClone(here.get(part)));
    if (changed_there && !changed_here) found.taken.push(part);
    if (changed_there && changed_here && !same(here.get(part), there.get(part))) found.both.push({ part, there: there.get(part) });
  }
  if (found.campaign.political && mine.political) {
    found.campaign.political.received = appended(mine.political.received, theirs.political?.received ?? []);
  }
  return found;
}
