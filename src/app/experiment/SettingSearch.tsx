/** @file Finds a setting by what it is called, or by what its help says. */
import { SearchIcon } from '../kit/icons.tsx';

export function SettingSearch({ sought, onChange }: { sought: string; onChange(sought: string): void }) {
  return (
    <div className="setting-search">
      <SearchIcon />
      <input
        type="search"
        aria-label="Find a setting"
        placeholder="Find a setting"
        value={sought}
        onChange={(event) => onChange(event.target.value)}
      />
    </div>
  );
}
