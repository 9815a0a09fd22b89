/** @file The line above the list: what is kept, and what can be done with all of it. */
import { useId } from 'react';
import { type RunOrder, runOrders } from '../../lab/runs/runsState.ts';
import { SearchIcon } from '../kit/icons.tsx';
import { OpenFileButton } from './OpenFileButton.tsx';
import { orderWords } from './runWords.ts';
import { StorageLine } from './StorageLine.tsx';
import { useRuns, useShelf } from './useRuns.ts';

interface RunToolsProps {
  readonly search: string;
  onSearch(search: string): void;
  onCompare(): void;
}

export function RunTools({ search, onSearch, onCompare }: RunToolsProps) {
  const shelf = useShelf();
  const count = useRuns((state) => state.runs.length);
  const chosen = useRuns((state) => state.chosen.length);
  const order = useRuns((state) => state.order);
  const id = useId();
  return (
    <header className="runs-header">
      <div className="runs-title">
        <h2>Runs</h2>
        <StorageLine />
      </div>
      <div className="runs-tools">
        {count > 0 && (
          <>
            <label className="runs-search">
              <SearchIcon />
              <span className="visually-hidden">Search runs</span>
              <input
                type="search"
                placeholder="Name, note, setting=value"
                value={search}
                onChange={(event) => onSearch(event.target.value)}
              />
            </label>
            <label className="visually-hidden" htmlFor={id}>
              Order
            </label>
            <select id={id} value={order} onChange={(event) => shelf.sort(event.target.value as RunOrder)}>
              {runOrders.map((value) => (
                <option key={value} value={value}>
                  {orderWords[value]}
                </option>
              ))}
            </select>
            {chosen > 0 && (
              <button type="button" className="quiet" onClick={() => shelf.chooseNone()}>
                Clear choice
              </button>
            )}
            <button
              type="button"
              disabled={chosen < 2}
              title={chosen < 2 ? 'Tick two runs or more' : undefined}
              onClick={onCompare}
            >
              Compare{chosen > 0 ? ` ${chosen}` : ''}
            </button>
          </>
        )}
        <OpenFileButton />
      </div>
    </header>
  );
}
