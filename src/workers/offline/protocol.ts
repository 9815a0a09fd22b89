/** @file What travels between the page and its service worker: types only. */

/** A file of the built site. */
export interface SiteFile {
  /** Relative to the site's root */
  readonly url: string;
  /** Changes with the file's content */
  readonly revision: string;
  readonly bytes: number;
}

export type ToServiceWorker =
  /** Asks how much is stored; the answer comes on the port that travels with it. */
  | { readonly type: 'report' }
  /** Asks a waiting version to take over; it stays waiting while any tab trains. The answer says what it did. */
  | { readonly type: 'take-over' };

export interface StoredReport {
  readonly storedBytes: number;
  readonly totalBytes: number;
}

export interface TakeOverAnswer {
  readonly tookOver: boolean;
}

/** News, to every tab, while a version is being stored. */
export interface StoringNews extends StoredReport {
  readonly type: 'storing';
}
