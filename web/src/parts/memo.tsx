import { Component, type ComponentChildren } from 'preact';

/** A component that is drawn again only when one of its properties is another one. */
export function memo<Props extends object>(draw: (props: Props) => ComponentChildren): new () => Component<Props> {
  return class extends Component<Props> {
    override shouldComponentUpdate(next: Readonly<Props>): boolean {
      return !isSame(this.props, next);
    }

    override render(props: Props): ComponentChildren {
      return draw(props);
    }
  };
}

function isSame(before: object, after: object): boolean {
  const names = Object.keys(after);
  return names.length === Object.keys(before).length && names.every((name) => Reflect.get(before, name) === Reflect.get(after, name));
}
