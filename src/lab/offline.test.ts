import { expect, test, vi } from 'vitest';
import { createStore } from 'zustand/vanilla';
import type { ServiceWorkerListener } from '../workers/offline/client.ts';
import { initialState, type LabState, type RunPhase } from './labState.ts';
import { Office } from './office.ts';
import { Offline } from './offline.ts';

/** An offline room whose service worker and page are played by the test. */
function open({ onLine = true, tookOver = true, register = async () => {} } = {}) {
  const lab = createStore<LabState>(() => initialState);
  const page = Object.assign(new EventTarget(), { navigator: { onLine }, location: { reload: vi.fn() } });
  let listener!: ServiceWorkerListener;
  const serviceWorker = {
    async register(given: ServiceWorkerListener) {
      listener = given;
      await register();
    },
    takeOver: async () => tookOver,
    lookForUpdate: vi.fn(async () => {}),
  };
  const office = new Office(lab);
  const offline = new Offline({ serviceWorker, lab, office, page: page as unknown as Window });
  return {
    offline,
    office,
    page,
    worker: () => listener,
    enter: (phase: RunPhase) => lab.setState({ run: { phase } as LabState['run'] }),
    notices: () => lab.getState().notices,
  };
}

test('an update is offered only while no run trains, and goes again when one begins', async () => {
  const { offline, worker, enter, notices } = open();
  await offline.begin();
  enter('training');
  worker().waiting();
  expect(notices()).toEqual([]);
  enter('finished');
  expect(notices().map(({ message }) => message)).toEqual(['A new version is ready. Reload to use it.']);
  enter('training');
  expect(notices()).toEqual([]);
});

test('a dismissed offer does not come back with the next change of the lab', async () => {
  const { offline, office, worker, enter, notices } = open();
  await offline.begin();
  worker().waiting();
  office.dismiss(notices()[0].id);
  enter('paused');
  expect(notices()).toEqual([]);
});

test('reloading waits for the service worker, which refuses while another tab trains', async () => {
  const free = open();
  await free.offline.begin();
  await free.offline.update();
  expect(free.page.location.reload).toHaveBeenCalledOnce();

  const busy = open({ tookOver: false });
  await busy.offline.begin();
  await busy.offline.update();
  expect(busy.page.location.reload).not.toHaveBeenCalled();
  expect(busy.notices()[0].message).toContain('Another tab is training');
});

test('a lost network is told with what it means: everything works once stored, and nothing may be reloaded before', async () => {
  const { offline, page, worker, notices } = open();
  page.dispatchEvent(new Event('offline'));
  expect(notices()[0].message).toContain('do not reload');
  page.dispatchEvent(new Event('online'));
  await offline.begin();
  worker().stored({ storedBytes: 5, totalBytes: 5 });
  page.dispatchEvent(new Event('offline'));
  expect(notices()[1].message).toBe('You are offline: everything here keeps working.');
});

test('a version that is stored beside the one in use does not count as progress of that one', async () => {
  const { offline, worker } = open();
  await offline.begin();
  worker().stored({ storedBytes: 5, totalBytes: 5 });
  worker().storing({ storedBytes: 1, totalBytes: 6 });
  expect(offline.store.getState()).toMatchObject({ phase: 'ready', storedBytes: 5 });
});

test('where the lab cannot be stored, it says why, and goes on', async () => {
  const { offline, notices } = open({
    register: async () => {
      throw new Error('the disk is full');
    },
  });
  await offline.begin();
  expect(offline.store.getState()).toMatchObject({ phase: 'failed', problem: 'the disk is full' });
  expect(notices()).toEqual([]);
});
