// Builds the page where it is not built or has changed, for a server that watches its own sources only.
import { buildPage } from './build.mjs';
import { isPageStale } from './stale.mjs';

if (isPageStale()) buildPage();
