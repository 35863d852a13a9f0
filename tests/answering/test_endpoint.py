"""A model behind a server: asked over real HTTP, its calls run here, and whatever it answers becomes an answer or a sentence."""

import json
import threading
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest
from click.testing import CliRunner

from bondsft.answering.conversation import trace_lines
from bondsft.answering.endpoint import Endpoint
from bondsft.cli.main import main
from bondsft.errors import BondsftError

CALL = {"price": "98.75", "coupon_pct": "7.5", "frequency": "2", "years": "8"}


def said(content, *calls, reason="stop"):
    tool_calls = [{"id": "1", "type": "function", "function": {"name": "bond_yield", "arguments": text}} for text in calls]
    return {
        "choices": [{"message": {"role": "assistant", "content": content, "tool_calls": tool_calls}, "finish_reason": reason}]
    }


@pytest.fixture
def server():
    """Serves each answer of `answers` in turn and keeps what it was asked."""

    class Handler(BaseHTTPRequestHandler):
        answers, asked = [], []

        def do_POST(self):
            self.asked.append(json.loads(self.rfile.read(int(self.headers["Content-Length"]))))
            status, body = self.answers.pop(0)
            self.send_response(status)
            self.end_headers()
            self.wfile.write(body if isinstance(body, bytes) else json.dumps(body).encode())

        def log_message(self, *_):
            pass

    httpd = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    threading.Thread(target=httpd.serve_forever, daemon=True).start()
    Handler.url = f"http://127.0.0.1:{httpd.server_port}/v1"
    yield Handler
    httpd.shutdown()
    httpd.server_close()


def ask(server, *answers):
    server.answers[:] = [answer if isinstance(answer, tuple) else (200, answer) for answer in answers]
    [conversation] = Endpoint(server.url, "some-model").ask([("q", "What does it yield?")])
    return conversation


def test_a_servers_calls_are_run_and_their_results_sent_back(server):
    talk = ask(server, said("", json.dumps(CALL)), said("It yields 7.712%."))
    assert talk.answer == "It yields 7.712%."
    assert "  -> yield: 7.712%" in list(trace_lines(talk))
    first, second = server.asked[-2:]
    assert first["model"] == "some-model" and {tool["function"]["name"] for tool in first["tools"]} >= {"bond_yield", "find_bond"}
    assert [message["role"] for message in second["messages"]] == ["user", "assistant", "tool"]


@pytest.mark.parametrize(
    ("answer", "problem"), [(said("", '{"price": '), "broken"), (said("It yields", reason="length"), "did not stop")]
)
def test_a_broken_call_and_a_text_without_end_are_no_answers(server, answer, problem):
    talk = ask(server, answer)
    assert problem in talk.problem and talk.answer == ""


@pytest.mark.parametrize(
    "answer", [(200, b"<html>"), (200, {"choices": []}), (401, {"error": "no key"}), (200, {"choices": [{"message": 1}]})]
)
def test_a_server_that_cannot_be_asked_is_named(server, answer):
    with pytest.raises(BondsftError, match=r"127\.0\.0\.1"):
        ask(server, answer)


def test_the_command_marks_a_servers_answers(server, tmp_path):
    question = {"id": "q", "question": "What does it yield?", "answer": 7.712, "unit": "percent", "tolerance": {"abs": 0.01}}
    (tmp_path / "questions.jsonl").write_text(json.dumps(question) + "\n")
    server.answers[:] = [(200, said("It yields 7.71%."))]
    options = ["--questions", str(tmp_path / "questions.jsonl"), "--endpoint", server.url, "--json"]
    result = CliRunner().invoke(main, ["evaluate", *options, "--model", "some-model", "--fail-under", "100"])
    assert result.exit_code == 0 and json.loads(result.stdout)["columns"]["model"][0]["right"] == 1
    result = CliRunner().invoke(main, ["evaluate", *options])
    assert result.exit_code == 1 and "--model" in result.stderr
    nowhere = [*options[:3], "http://127.0.0.1:9/v1", "--model", "x"]
    assert "cannot be asked" in CliRunner().invoke(main, ["evaluate", *nowhere]).stderr
