// The demo portal, served for a browser, and one page of every kind that a reader can meet.
import net from 'node:net';
import { Vestnik, bodyOf, newFolder, newToken, removeFolders, runWell } from '../portal/vestnik.mjs';

function freePort() {
  return new Promise((resolve, reject) => {
    const server = net.createServer().on('error', reject);
    server.listen(0, '127.0.0.1', () => {
      const { port } = server.address();
      server.close(() => resolve(port));
    });
  });
}

/** A server with the demo portal at `origin`, which is what canonical links name; `close` ends it. */
export async function serveDemo() {
  const data = await newFolder();
  const port = await freePort();
  const origin = `http://127.0.0.1:${port}`;
  await runWell('demo', '--data', data, '--base-url', origin);
  const server = await Vestnik.serve(data, '--listen', `127.0.0.1:${port}`);
  server.origin = origin;
  server.close = async () => {
    await server.stop();
    await removeFolders();
  };
  return server;
}

const pages = {
  'home': '/',
  'section': '/obshtestvo/',
  'news': '/obshtestvo/most-osam-lovech-peshehodtsi/',
  'news with a table': '/politika/byudzhetna-komisiya-srok-obshtini/',
  'news with a poll': '/politika/elektronno-glasuvane-proben-den/',
  'news with an embed': '/svyat/vlakat-lisabon-talin/',
  'gallery': '/obshtestvo/planinata-v-shest-tsvyata/',
  'live': '/obshtestvo/burya-chernomorie-na-zhivo/',
  'video': '/svyat/siyanieto-nad-tromso/',
  'opinion': '/politika/debatat-bez-vapros/',
  'analysis': '/ikonomika/zaplatite-kade-otivat/',
  'interview': '/nauka/seizmologat-koyto-slusha-rodopite/',
  'story in English': '/kultura/beekeepers-of-strandzha/',
  'part of a story': '/obshtestvo/vodniyat-rezhim-otpada/',
  'story': '/story/vodata-koy-ya-meri/',
  'story from the beginning': '/story/vodata-koy-ya-meri/?order=oldest',
  'author': '/author/ralitsa-mechkarova/',
  'team': '/author/ekip-na-talveg/',
  'topic': '/topic/in-english/',
  'search': '/search',
  'search with hits': '/search?q=' + encodeURIComponent('море'),
  'search without hits': '/search?q=' + encodeURIComponent('щъркелофон'),
  'corrections': '/corrections/',
  'advertising': '/advertising/',
  '404': '/no-such-page/',
};

/** One page of every kind: [{name, path, status}]. The demo's own stories stay as they are. */
export async function everyPage(server) {
  const api = server.api(await newToken(server.data));
  const { id, address } = await api.addPublished({
    headline: 'Имот с двама собственици', section: 'kriminalni', body: bodyOf('Спорът продължава.'),
  });
  await api.must('POST', `articles/${id}/withdraw`, { reason: 'Спорът за имота е пред съда.' });
  const all = Object.entries(pages).map(([name, path]) => ({ name, path, status: name === '404' ? 404 : 200 }));
  all.push({ name: '410', path: address, status: 410 });
  // The demo's stories are three weeks old at most: at the turn of the year either year may have the longer list.
  const year = new Date().getFullYear();
  const paged = await Promise.all([year, year - 1].map((each) => server.get(`/${each}/?page=2`)));
  const archive = `/${paged[0].status === 200 ? year : year - 1}/`;
  all.push({ name: 'archive', path: archive, status: 200 }, { name: 'page 2', path: `${archive}?page=2`, status: 200 });
  return all;
}
