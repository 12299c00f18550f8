// The Debian package in a Debian 12 that has nothing but what Debian calls minimal: apt installs it with what it says
// it needs, and then it works; a newer one takes over, and what is removed leaves the newspaper. From the mirrors that
// this machine's apt uses. Needs root: it makes a root of its own and mounts /proc in it, where nobody else sees it.
import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { copyFile, readFile, rm, writeFile } from 'node:fs/promises';
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

/** The program in the root, once it listens. */
const serve = () =>
  Vestnik.of(spawn(...command(...asVestnik('vestnik', 'serve', '--data', data, '--listen', '127.0.0.1:0')), { env: environment, stdio: ['ignore', 'pipe', 'pipe'] }), data);
const install = (file) => inRoot('apt-get', 'install', '-y', '--no-install-recommends', file);
const ownerOf = async (file) => (await inRoot('stat', '-c', '%U:%G', file)).stdout.trim();

before(async () => {
  assert.equal(process.getuid(), 0, 'this part makes a root of its own: run it as root, as sudo ./test package');
  await exec('unshare', [...own, 'mount', '-t', 'tmpfs', 'none', '/mnt'], options).catch((problem) => {
    throw new Error(`this part mounts /proc in a root of its own, which is not allowed here (a container?): ${problem.message}`);
  });
  const folder = await newFolder();
  root = path.join(folder, 'root');
  // Nobody downloads this one: packed with less care.
  const { stdout: made } = await exec(path.join(sources, 'packaging/make-deb'), [folder], { ...options, env: { ...process.env, DPKG_DEB_COMPRESSOR_LEVEL: '1' } });
  const [sites, through] = [await mirrors(), await proxies()];
  const certificates = sites.some(({ address }) => address.startsWith('https:')) ? ',ca-certificates' : '';
  // What debootstrap makes, in half the time. Without usr-is-merged, a perl would stand in for what nobody depends on.
  await exec('mmdebstrap', [
    '--mode=root', '--variant=minbase', `--include=usr-is-merged${certificates}`, '--hook-dir=/usr/share/mmdebstrap/hooks/merged-usr',
    '--skip=cleanup/apt', ...through.map((line) => `--aptopt=${line}`), '--dpkgopt=force-unsafe-io',
    release, root, ...sites.map(({ suite, address }) => `deb ${address} ${suite} main`),
  ], options);
  await copyFile(made.trim(), path.join(root, 'tmp/vestnik.deb'));
});
after(removeFolders);

let version, picture;
test('apt installs it with what it needs and nothing else, and it serves, takes and shows a picture', async () => {
  await install('/tmp/vestnik.deb');
  version = /^vestnik (\d\S*)/.exec((await inRoot('vestnik', '--version')).stdout)[1];
  // As systemd makes it (StateDirectory).
  await inRoot('install', '-d', '-o', 'vestnik', '-g', 'vestnik', '-m', '0750', data);
  await inRoot(...asVestnik('vestnik', 'demo', '--data', data));

  const server = await serve();
  try {
    const front = await server.get('/');
    assert.equal(front.status, 200);
    const pictures = addressesIn(front.text).filter((address) => address.startsWith('/media/'));
    assert.ok(pictures.length > 0, 'no picture on the front');
    picture = pictures[0];
    const shown = await server.get(picture, { headers: { accept: 'image/avif,image/webp,*/*' } });
    assert.equal(shown.status, 200);
    assert.match(shown.headers['content-type'], /^image\//);

    const { stdout } = await inRoot(...asVestnik('vestnik', 'token', 'add', '--role', 'administrator', '--data', data));
    const api = server.api(stdout.trimEnd().split('\n').at(-1));
    const photo = await readFile(path.join(sources, 'demo/pictures/arch-bridge.jpg'));
    const asset = await api.must('POST', 'assets', photo, { 'content-type': 'image/jpeg' });
    assert.ok(asset.width > 0 && asset.height > 0);
  } finally {
    assert.equal(await server.stop(), 0, server.log);
  }
});

test('a newer one takes its place and serves what was there', async () => {
  const [tree, newer] = [path.join(root, 'tmp/newer'), path.join(root, 'tmp/newer.deb')];
  await exec('dpkg-deb', ['--raw-extract', path.join(root, 'tmp/vestnik.deb'), tree], options);
  const control = path.join(tree, 'DEBIAN/control');
  await writeFile(control, (await readFile(control, 'utf8')).replace(`\nVersion: ${version}\n`, `\nVersion: ${version}+newer\n`));
  await exec('dpkg-deb', ['-Zgzip', '-z1', '--root-owner-group', '--build', tree, newer], options);
  await rm(tree, { recursive: true });

  await install('/tmp/newer.deb');
  assert.equal((await inRoot('dpkg-query', '-W', '-f', '${Version} ${db:Status-Abbrev}', 'vestnik')).stdout.trim(), `${version}+newer ii`);
  assert.equal(await ownerOf(data), 'vestnik:vestnik');
  const server = await serve();
  try {
    assert.equal((await server.get('/')).status, 200);
    assert.equal((await server.get(picture)).status, 200);
  } finally {
    assert.equal(await server.stop(), 0, server.log);
  }
});

test('what is purged leaves the newspaper and whose it is, and nothing else', async () => {
  await inRoot('apt-get', 'purge', '-y', 'vestnik');
  await assert.rejects(inRoot('dpkg-query', '-W', 'vestnik'), /no packages found/);
  for (const file of ['usr/bin/vestnik', 'lib/systemd/system/vestnik.service', 'lib/systemd/system/vestnik.socket', 'usr/share/doc/vestnik']) {
    assert.ok(!existsSync(path.join(root, file)), file);
  }
  assert.equal(await ownerOf(`${data}/vestnik.db`), 'vestnik:vestnik');

  // Whoever comes back finds the newspaper as it was.
  await install('/tmp/vestnik.deb');
  const server = await serve();
  try {
    assert.equal((await server.get('/')).status, 200);
  } finally {
    assert.equal(await server.stop(), 0, server.log);
  }
});
