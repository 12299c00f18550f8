// The Debian package in a Debian 12 that has nothing but what Debian calls minimal: apt installs it with what it says
// it needs, and then it works. From the mirrors that this machine's apt uses. Needs root: it makes a root of its own and
// mounts /proc in it, where nobody else sees it.
import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { copyFile, readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { after, before, test } from 'node:test';
import { addressesIn, newFolder, removeFolders, root as sources, Vestnik } from '../portal/vestnik.mjs';
import { exec } from '../serving/serving.mjs';

const release = 'bookworm';
const data = '/var/lib/vestnik';
const environment = { ...process.env, PATH: '/usr/sbin:/usr/bin:/sbin:/bin', LC_ALL: 'C.UTF-8', DEBIAN_FRONTEND: 'noninteractive' };
const options = { env: environment, maxBuffer: 64 << 20 };
// Mounts of it are seen by nobody else and go with the last process in it.
const own = ['--mount', '--propagation', 'private'];

let root;
const command = (...words) => ['unshare', [...own, 'sh', '-c', 'mount -t proc proc "$0/proc" && mount --rbind /dev "$0/dev" && exec chroot "$0" "$@"', root, ...words]];
const inRoot = (...words) => exec(...command(...words), options);
const asVestnik = (...words) => ['setpriv', '--reuid', 'vestnik', '--regid', 'vestnik', '--init-groups', ...words];

/** "http://mirror/debian/ bookworm" each, as this machine's apt has them; the release itself first. */
async function mirrors() {
  const { stdout } = await exec('apt-get', ['indextargets', '--format', '$(REPO_URI) $(RELEASE) $(COMPONENT)', 'Identifier: Packages'], options);
  const lines = stdout.split('\n').map((line) => line.split(' '));
  const ours = lines.filter(([, suite, component]) => component === 'main' && [release, `${release}-updates`, `${release}-security`].includes(suite));
  const found = [...new Map(ours.map(([address, suite]) => [suite, address]))].map(([suite, address]) => ({ suite, address }));
  found.sort((one, other) => one.suite.length - other.suite.length);
  assert.equal(found[0]?.suite, release, `this machine's apt has no mirror of ${release}: see /etc/apt/sources.list.d, and run apt-get update`);
  return found;
}

/** The lines of apt's configuration that say through which proxy it speaks. */
async function proxies() {
  const { stdout } = await exec('apt-config', ['dump', 'Acquire'], options);
  return stdout.split('\n').filter((line) => /^Acquire::(https?)::Proxy /i.test(line));
}

before(async () => {
  assert.equal(process.getuid(), 0, 'this part makes a root of its own: run it as root, as sudo ./test package');
  await exec('unshare', [...own, 'mount', '-t', 'tmpfs', 'none', '/mnt'], options).catch((problem) => {
    throw new Error(`this part mounts /proc in a root of its own, which is not allowed here (a container?): ${problem.message}`);
  });
  const folder = await newFolder();
  root = path.join(folder, 'root');
  const [{ stdout: made }, sites, through] = [await exec(path.join(sources, 'packaging/make-deb'), [folder], { ...options, env: process.env }), await mirrors(), await proxies()];
  for (const line of through) {
    const [, scheme, address] = /^Acquire::(https?)::Proxy "(.*)";$/i.exec(line) ?? [];
    if (address) environment[`${scheme.toLowerCase()}_proxy`] ??= address;
  }
  const certificates = sites.some(({ address }) => address.startsWith('https:')) ? ['--include=ca-certificates'] : [];
  await exec('unshare', [...own, 'debootstrap', '--variant=minbase', ...certificates, release, root, sites[0].address], options);
  await writeFile(path.join(root, 'etc/apt/sources.list'), sites.map(({ suite, address }) => `deb ${address} ${suite} main\n`).join(''));
  await writeFile(path.join(root, 'etc/apt/apt.conf.d/90proxy'), through.map((line) => `${line}\n`).join(''));
  await copyFile(made.trim(), path.join(root, 'tmp/vestnik.deb'));
});
after(removeFolders);

test('apt installs it with what it needs and nothing else, and it serves, takes and shows a picture', async () => {
  await inRoot('apt-get', 'update');
  await inRoot('apt-get', 'install', '-y', '--no-install-recommends', '/tmp/vestnik.deb');
  assert.match((await inRoot('vestnik', '--version')).stdout, /^vestnik \d/);
  // As systemd makes it (StateDirectory).
  await inRoot('install', '-d', '-o', 'vestnik', '-g', 'vestnik', '-m', '0750', data);
  await inRoot(...asVestnik('vestnik', 'demo', '--data', data));

  const child = spawn(...command(...asVestnik('vestnik', 'serve', '--data', data, '--listen', '127.0.0.1:0')), { env: environment, stdio: ['ignore', 'pipe', 'pipe'] });
  const server = await Vestnik.of(child, data);
  try {
    const front = await server.get('/');
    assert.equal(front.status, 200);
    const pictures = addressesIn(front.text).filter((address) => address.startsWith('/media/'));
    assert.ok(pictures.length > 0, 'no picture on the front');
    const shown = await server.get(pictures[0], { headers: { accept: 'image/avif,image/webp,*/*' } });
    assert.equal(shown.status, 200);
    assert.match(shown.headers['content-type'], /^image\//);

    const { stdout } = await inRoot(...asVestnik('vestnik', 'token', 'add', '--role', 'administrator', '--data', data));
    const api = server.api(stdout.trimEnd().split('\n').at(-1));
    const picture = await readFile(path.join(sources, 'demo/pictures/arch-bridge.jpg'));
    const asset = await api.must('POST', 'assets', picture, { 'content-type': 'image/jpeg' });
    assert.ok(asset.width > 0 && asset.height > 0);
  } finally {
    assert.equal(await server.stop(), 0, server.log);
  }
});
