"""Asks a model behind an OpenAI-compatible server, with the calculators as its tools. Needs no ML package."""

from __future__ import annotations

import json
import os
import urllib.error
import urllib.request
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from typing import Any

from bondsft.answering.conversation import Asked, Conversation, add_calls, continue_conversation
from bondsft.calculators import Finder
from bondsft.errors import BondsftError
from bondsft.models.calls import as_call

AT_A_TIME = 8
SECONDS = 300
"""After which a reply is given up."""


@dataclass(frozen=True)
class Endpoint:
    """A server's address, such as http://localhost:8000/v1, and its name for the model. A key comes from OPENAI_API_KEY."""

    url: str
    model: str

    def ask(
        self,
        questions: Sequence[Asked],
        find: Finder | None = None,
        report: Callable[[int, int, str], None] = lambda done, total, note: None,
    ) -> list[Conversation]:
        """Answer questions in their order. Raises BondsftError if the server cannot be asked."""
        conversations = [Conversation.of_question(*question) for question in questions]
        with ThreadPoolExecutor(AT_A_TIME) as pool:
            try:
                for done, _ in enumerate(pool.map(lambda item: self.answer(item, find), conversations), 1):
                    report(done, len(conversations), "answered")
            finally:
                pool.shutdown(cancel_futures=True)
        return conversations

    def answer(self, conversation: Conversation, find: Finder | None) -> None:
        while self.turn(conversation, find):
            pass

    def turn(self, conversation: Conversation, find: Finder | None) -> bool:
        """Have the model take a turn. Returns whether it should take another."""
        choice = self.complete(conversation)
        said = choice["message"]
        text, ended = str(said.get("content") or ""), choice.get("finish_reason") != "length"
        if not said.get("tool_calls"):
            return continue_conversation(conversation, text, ended, find)
        try:
            calls = [as_call(call.get("function")) for call in said["tool_calls"]]
        except BondsftError as error:
            conversation.problem = error.message
            conversation.messages.append({"role": "assistant", "content": text})
            return False
        return add_calls(conversation, calls, find)

    def complete(self, conversation: Conversation) -> dict[str, Any]:
        """The server's first choice for a conversation's next message."""
        body = {"model": self.model, "messages": conversation.messages, "tools": conversation.tools, "temperature": 0}
        headers = {"Content-Type": "application/json", "Authorization": f"Bearer {os.environ.get('OPENAI_API_KEY', 'none')}"}
        address = f"{self.url.rstrip('/')}/chat/completions"
        try:
            request = urllib.request.Request(address, json.dumps(body).encode(), headers)
            with urllib.request.urlopen(request, timeout=SECONDS) as response:
                choice = json.load(response)["choices"][0]
            if isinstance(choice["message"], dict):
                return dict(choice)
        except urllib.error.HTTPError as error:
            said = error.read(300).decode(errors="replace")
            raise BondsftError(f"{address} answers {error.code}: {said}.", "See --model, and OPENAI_API_KEY.") from error
        except (OSError, ValueError) as error:  # no server, no address
            raise BondsftError(f"{address} cannot be asked: {error}.", "Type --endpoint http://HOST:PORT/v1.") from error
        except (KeyError, IndexError, TypeError):
            pass
        raise BondsftError(f"{address} does not answer as an OpenAI-compatible server.", "Type --endpoint http://HOST:PORT/v1.")
