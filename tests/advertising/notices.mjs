// Notices for machines are as docs/political-notice.schema.json says.
import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';

const packages = createRequire(new URL('../../web/package.json', import.meta.url));
const { default: Ajv } = packages('ajv/dist/2020');
const { default: addFormats } = packages('ajv-formats');

const schema = JSON.parse(await readFile(new URL('../../docs/political-notice.schema.json', import.meta.url), 'utf8'));
const ajv = new Ajv({ strict: true, strictRequired: false, allowUnionTypes: true, allErrors: true });
addFormats(ajv);
ajv.addSchema(schema, 'notice');

function assertValid(name, value) {
  const validate = ajv.getSchema(name);
  assert.ok(validate(value), JSON.stringify(validate.errors, null, 1));
}

/** The register, and the notice of each advertisement in it. Tells how many there are. */
export async function assertNoticesAreValid(server) {
  const register = (await server.get('/advertising/register.json')).json();
  assertValid('notice#/$defs/register', register);
  for (const { advertisement } of register.advertisements) {
    assertValid('notice', (await server.get(`/advertising/${advertisement}.json`)).json());
  }
  return register.advertisements.length;
}
