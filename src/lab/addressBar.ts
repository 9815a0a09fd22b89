/** @file Binds the draft to the page's address, so that a copied link restores the experiment. */
import type { SettingKey } from '../core/experiment/settings.ts';
import { type Address, decodeAddress, encodeAddress } from './address.ts';

export interface AddressBar {
  read(): Address;
  write(differences: Partial<Record<SettingKey, number | string>>): void;
  /** Called when a person edits the address or follows a link to this page; never by `write`. */
  onChange(listener: () => void): void;
}

const restMilliseconds = 200;

export function bindAddressBar(page: Window = window): AddressBar {
  let timer: ReturnType<typeof setTimeout> | undefined;
  return {
    read: () => decodeAddress(page.location.hash),
    write(differences) {
      // Browsers refuse many address changes in a row, and a dragged slider makes many.
      clearTimeout(timer);
      timer = setTimeout(() => {
        const { pathname, search } = page.location;
        page.history.replaceState(page.history.state, '', encodeAddress(differences) || `${pathname}${search}`);
      }, restMilliseconds);
    },
    onChange: (listener) => page.addEventListener('hashchange', listener),
  };
}
