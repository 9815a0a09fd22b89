/** @file Binds the page's address to what is shown, so that a copied link restores it. */
import { type Address, type AddressContent, decodeAddress, encodeAddress } from './address.ts';

export interface AddressBar {
  read(): Address;
  /** Changes some of what the address says; the rest stays. */
  write(change: Partial<AddressContent>): void;
  /** Called when a person edits the address or follows a link to this page; never by `write`. */
  onChange(listener: () => void): void;
}

const restMilliseconds = 200;

export function bindAddressBar(page: Window = window): AddressBar {
  let timer: ReturnType<typeof setTimeout> | undefined;
  let content = contentOf(decodeAddress(page.location.hash));
  const replace = () => {
    const { pathname, search } = page.location;
    page.history.replaceState(page.history.state, '', encodeAddress(content) || `${pathname}${search}`);
  };
  return {
    read: () => decodeAddress(page.location.hash),
    write(change) {
      content = { ...content, ...change };
      // Browsers refuse many address changes in a row, and a dragged slider makes many.
      clearTimeout(timer);
      timer = setTimeout(replace, restMilliseconds);
    },
    onChange(listener) {
      page.addEventListener('hashchange', () => {
        clearTimeout(timer);
        content = contentOf(decodeAddress(page.location.hash));
        listener();
      });
    },
  };
}

const contentOf = ({ texts, preset, rival, display }: Address): AddressContent => ({
  settings: texts,
  preset,
  rival,
  ...display,
});
