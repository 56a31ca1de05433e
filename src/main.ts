import { Settings } from './config/settings.js';
import { createApp } from './create-app.js';
import { launch } from './launch.js';
import { type LlmProvider, PROVIDER } from './providers/llm-provider.js';

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
    const provider = app.get<LlmProvider>(PROVIDER);
    return `(provider ${provider.name}, model ${provider.model}); web page at /ui, API docs at /docs`;
  },
});
