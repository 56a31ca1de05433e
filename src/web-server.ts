import { launch } from './launch.js';
import { createWebApp } from './standalone/create-web-app.js';
import { WebSettings } from './standalone/web.settings.js';

await launch({
  command: 'npm run start:web',
  portSetting: 'WEB_PORT',
  otherPort: 8502,
  create: createWebApp,
  address(app) {
    const { HOST, WEB_PORT } = app.get(WebSettings);
    return { host: HOST, port: WEB_PORT };
  },
  describe(app) {
    return `(API at ${app.get(WebSettings).API_URL}); web page at /ui`;
  },
});
