import type { JSX } from 'preact';
import { Icon } from '../parts/icon';
import { status } from './status';

/** What answers here, and how the page looks. */
export const ListFoot = (): JSX.Element => (
  <div class="side-foot">
    <span title={status.value?.trouble?.message}>
      {status.value && (
        <>
          <i class={`mark ${status.value.mark}`} aria-hidden="true" />
          {status.value.model && <b>{status.value.model}</b>} <span class="state">{status.value.words}</span>
        </>
      )}
    </span>
    <button type="button" class="tool" popovertarget="view" aria-label="View and keys">
      <Icon name="view" />
    </button>
  </div>
);
