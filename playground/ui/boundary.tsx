import { Component, type ReactNode } from 'react'

interface Bounded {
  /** Said in its place when it cannot be shown. */
  words: string
  /** What it shows; once this is something else, it is tried again. */
  of: string
  children: ReactNode
}
interface State {
  failed: boolean
  of: string
}

/** One part that cannot be shown must not take the page with it; React knows no other way than a class. */
export class Boundary extends Component<Bounded, State> {
  override state: State = { failed: false, of: this.props.of }
  static getDerivedStateFromError() {
    return { failed: true }
  }
  static getDerivedStateFromProps({ of }: Bounded, state: State) {
    return of === state.of ? null : { failed: false, of }
  }
  override render() {
    return this.state.failed ? <p className="failed">{this.props.words}</p> : this.props.children
  }
}
