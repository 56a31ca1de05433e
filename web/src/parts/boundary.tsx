import { Component, type ComponentChildren } from 'preact';

interface BoundaryProps {
  /** What is inside, for the sentence: "The list of chats". */
  readonly name: string;
  readonly children: ComponentChildren;
}

/** Keeps a fault of one part of the page from leaving an empty page. */
export class Boundary extends Component<BoundaryProps, { readonly hasFailed: boolean }> {
  override state = { hasFailed: false };

  static override getDerivedStateFromError(): { hasFailed: boolean } {
    return { hasFailed: true };
  }

  override render({ name, children }: BoundaryProps): ComponentChildren {
    if (!this.state.hasFailed) return children;
    return (
      <div class="plain" role="group" aria-label={name}>
        <p>
          <b>{name} cannot be shown.</b> It holds something that this page does not understand. All that was sent is saved at the server.
        </p>
        <button type="button" class="button" onClick={() => location.reload()}>
          Load the page again
        </button>
      </div>
    );
  }
}
