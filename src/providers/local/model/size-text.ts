/** A size as people read it: 98 MB, 4.7 GB. */
export function sizeText(bytes: number): string {
  if (bytes >= 999.5e6) return `${(bytes / 1e9).toFixed(1)} GB`;
  if (bytes >= 999.5e3) return `${Math.round(bytes / 1e6)} MB`;
  return bytes >= 1000 ? `${Math.round(bytes / 1e3)} kB` : `${bytes} bytes`;
}
