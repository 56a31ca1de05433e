import { effect } from '@preact/signals';
import type { JSX } from 'preact';
import { useEffect, useLayoutEffect, useRef } from 'preact/hooks';
import { AllChats } from './all-chats';
import { ChatMenu } from './chat-menu';
import { choosing } from './chats';
import { ChooseBar } from './choose-bar';
import { DeletedNotice } from './deleted-notice';
import { DeleteQuestion } from './delete-question';
import { FoundChats } from './found-chats';
import { startList } from './life';
import { ListFoot } from './list-foot';
import { ListHead } from './list-head';
import { hideList, shade } from './showing';
import { side } from './side';

/** The list of chats, beside the conversation or as a drawer over it, with what floats over both on its behalf. */
export function ChatList(): JSX.Element {
  const list = useRef<HTMLElement>(null);
  useLayoutEffect(() => effect(() => shade(list.current)), []);
  useEffect(startList, []);
  return (
    <>
      <nav ref={list} class="side" id="chats" aria-label="Chats">
        <ListHead />
        <AllChats />
        <FoundChats />
        {side.isOpen.value && <DeletedNotice />}
        {choosing.isOn.value ? <ChooseBar /> : <ListFoot />}
      </nav>
      <div class="veil" onClick={hideList} />
      {!side.isOpen.value && <DeletedNotice floats />}
      <ChatMenu />
      <DeleteQuestion />
    </>
  );
}
