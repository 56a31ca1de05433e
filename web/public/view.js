// Before the first paint: how this reader has chosen to see the page. The choices are made in src/state/view.ts.
try {
  const chosen = JSON.parse(localStorage.getItem('view') ?? '{}');
  for (const name of ['theme', 'type', 'density']) if (typeof chosen[name] === 'string' && chosen[name] !== '') document.documentElement.dataset[name] = chosen[name];
} catch {
  // Storage is refused or holds something else: the system's choice stands.
}
