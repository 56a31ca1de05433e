import { Settings } from './config/settings.js';
import { createApp } from './create-app.js';
import { launch } from './launch.js';
import { ProviderRegistry } from './providers/provider-registry.js';

await launch({
  command: 'npm start',
  portSetting: 'PORT',
  otherPort: 8001,
  create: createApp,
  address(app) {
    const { HOST, PORT } = app.get(Settings);
    return { host: HOST, port: PORT };
  },
  describe(app) {
    const [provider, ...others] = app.get(ProviderRegistry).all;
    const also = others.map(({ name, model }) => `; also ${name}, model ${model}`).join('');
    return `(provider ${provider!.name}, model ${provider!.model}${also}); web page at /ui, API docs at /docs`;
  },
});
