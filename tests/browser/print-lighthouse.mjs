// Prints Lighthouse's scores and figures; exit status 1 where they are below what we promise.
import { serveDemo } from './demo.mjs';
import { measure } from './lighthouse.mjs';

const promised = { performance: 98, accessibility: 100, 'best-practices': 100, seo: 100 };
const runs = Number(process.argv[2] ?? 3);

const server = await serveDemo();
let kept = true;
try {
  for (let run = 1; run <= runs; ++run) {
    for (const [name, { scores, figures, faults }] of Object.entries(await measure(server.origin))) {
      console.log(`run ${run}, ${name}: ${Object.entries(scores).map(([id, score]) => `${id} ${score}`).join(', ')}`);
      console.log(`  ${Object.entries(figures).map(([id, text]) => `${id} ${text}`).join(', ')}`);
      for (const fault of faults) console.log(`  ${fault}`);
      kept &&= Object.entries(promised).every(([id, least]) => scores[id] >= least);
    }
  }
} finally {
  await server.close();
}
console.log(kept ? 'as promised' : 'below what is promised');
process.exitCode = kept ? 0 : 1;
