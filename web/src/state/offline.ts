import { signal } from '@preact/signals';

/** A server on this very machine needs no network. */
const isLocal = /^(localhost|127\.|\[::1\])/.test(location.hostname);

export const isOffline = signal(!navigator.onLine && !isLocal);

for (const event of ['online', 'offline']) addEventListener(event, () => (isOffline.value = !navigator.onLine && !isLocal));
