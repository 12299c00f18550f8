// What a WordPress export says, read a second time and by other means than the importer's, to hold the two together.
import { readFile } from 'node:fs/promises';
import { decodeEntities, squeeze } from './vestnik.mjs';

const field = (xml, tag) => {
  const found = new RegExp(`<${tag}(?:\\s[^>]*)?>([\\s\\S]*?)</${tag}>`).exec(xml);
  if (!found) return '';
  let text = '', rest = found[1];
  for (let at; (at = rest.indexOf('<![CDATA[')) !== -1; ) {
    const end = rest.indexOf(']]>', at);
    text += decodeEntities(rest.slice(0, at)) + rest.slice(at + 9, end);
    rest = rest.slice(end + 3);
  }
  return (text + decodeEntities(rest)).trim();
};

const hiddenStates = ['draft', 'private', 'pending', 'future', 'trash', 'auto-draft'];

/** {base: the folder of the old site, hosts, items, categories, tags, authors} */
export async function readExport(file) {
  const xml = await readFile(file, 'utf8');
  const head = xml.slice(0, xml.indexOf('<item>') === -1 ? xml.length : xml.indexOf('<item>'));
  const items = [...xml.matchAll(/<item>([\s\S]*?)<\/item>/g)].map(([, item]) => ({
    title: field(item, 'title'),
    link: field(item, 'link'),
    guid: field(item, 'guid'),
    number: field(item, 'wp:post_id'),
    type: field(item, 'wp:post_type') || 'post',
    status: field(item, 'wp:status') || 'publish',
    tags: [...item.matchAll(/<category domain="post_tag" nicename="([^"]*)"/g)].map(([, slug]) => slug),
    creator: field(item, 'dc:creator'),
    password: field(item, 'wp:post_password'),
    content: field(item, 'content:encoded'),
    attachment: field(item, 'wp:attachment_url'),
    parent: field(item, 'wp:post_parent'),
  }));
  const addresses = [field(head, 'wp:base_blog_url'), field(head, 'wp:base_site_url'), field(head, 'link')];
  const base = addresses.find(Boolean);
  return {
    base: base ? new URL(base).pathname.replace(/\/$/, '') : '',
    hosts: addresses.filter(Boolean).map((address) => new URL(address).host),
    items,
    published: items.filter((item) => /^(post|page)$/.test(item.type) && item.status === 'publish' && !item.password),
    hidden: items.filter(
      (item) => /^(post|page)$/.test(item.type) && (hiddenStates.includes(item.status) || item.password),
    ),
    attachments: items.filter((item) => item.type === 'attachment'),
    categories: [...head.matchAll(/<wp:category>([\s\S]*?)<\/wp:category>/g)].map(([, one]) => field(one, 'wp:category_nicename')),
    tags: [...head.matchAll(/<wp:tag>([\s\S]*?)<\/wp:tag>/g)].map(([, one]) => field(one, 'wp:tag_slug')),
    authors: [...head.matchAll(/<wp:author>([\s\S]*?)<\/wp:author>/g)].map(([, one]) => field(one, 'wp:author_login')),
  };
}

/** Texts of an item that nobody else has: its title where it says something, and runs of its body. */
export function ownTexts(item, others) {
  const elsewhere = others.map((other) => squeeze(`${other.title} ${other.content}`)).join('\n');
  const runs = item.content
    .replace(/<[^>]*>|\[[^\]]*\]/g, '\n')
    .split('\n')
    .map((line) => squeeze(decodeEntities(line)))
    .filter((line) => line.length >= 24);
  const texts = [squeeze(item.title), ...runs.map((line) => line.slice(0, 80))];
  return texts.filter((text) => text.length >= 8 && !elsewhere.includes(text));
}

export const letters = (text) => text.toLowerCase().replace(/<[^>]*>/g, '').replace(/[^\p{L}\p{N}]+/gu, '');
