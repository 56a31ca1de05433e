import { HttpUrl, Int } from '../config/env-decorators.js';
import { HttpSettings } from '../config/http.settings.js';

/** The settings of the page on its own. */
export class WebSettings extends HttpSettings {
  /** TCP port; 0 takes a free one. */
  @Int(0, 65_535) readonly WEB_PORT: number = 8501;

  /** Where the API is. The page shows it, so there is no place for a password in it. */
  @HttpUrl('http://127.0.0.1:8000', { disallow_auth: true }) readonly API_URL: string = 'http://127.0.0.1:8000';
}
