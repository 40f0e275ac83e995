const KEY = 'openspec-complete-theme';

type Theme = 'light' | 'dark';

/** Follows the system until a person presses the button, and remembers what was pressed. */
export function startTheme(button: HTMLElement, onChange: () => void = () => undefined): void {
  const system = matchMedia('(prefers-color-scheme: dark)');
  const chosen = () => localStorage.getItem(KEY) as Theme | null;
  const shown = (): Theme => chosen() ?? (system.matches ? 'dark' : 'light');
  const apply = () => {
    document.documentElement.dataset.theme = shown();
    button.textContent = shown() === 'dark' ? 'Light' : 'Dark';
    button.setAttribute('aria-label', `Use ${shown() === 'dark' ? 'light' : 'dark'} colours`);
    onChange();
  };
  button.addEventListener('click', () => {
    localStorage.setItem(KEY, shown() === 'dark' ? 'light' : 'dark');
    apply();
  });
  system.addEventListener('change', apply);
  apply();
}
