// Sets the colour scheme before the first paint, so that nothing flashes; the policy allows no inline script.
let chosen = 'auto'
try {
  chosen = localStorage.getItem('mantine-color-scheme-value') ?? 'auto'
} catch (_) {
  // A browser that forbids storage keeps no choice: the system decides.
}
const dark = chosen === 'dark' || (chosen !== 'light' && matchMedia('(prefers-color-scheme: dark)').matches)
document.documentElement.setAttribute('data-mantine-color-scheme', dark ? 'dark' : 'light')
