// What `npm start` and `npm run start:web` run: builds what is not built or has changed, then starts the server in this very process.
//   node scripts/start.mjs [main | web-server]
import { build, buildPage } from './build.mjs';
import { isPageStale, isServerStale } from './stale.mjs';

if (isServerStale()) build('build', 20);
else if (isPageStale()) buildPage();
await import(`../dist/${process.argv[2] ?? 'main'}.js`);
