"""Against a real server, whose address is TERRASMITH_URL: `python -m unittest discover -s python/terrasmith_client/tests`."""

import asyncio
import json
import os
import threading
import unittest
from http.server import BaseHTTPRequestHandler, HTTPServer

from terrasmith_client import RewardServer, RewardServerError
from terrasmith_client.trl import async_reward_function, reward_function
from terrasmith_client.verl import compute_score, compute_score_async

URL = os.environ.get("TERRASMITH_URL", "")
VPC = '```hcl\nresource "aws_vpc" "main" {\n  cidr_block = "10.0.0.0/16"\n}\n```'
WRONG = VPC.replace("cidr_block", "cidr_blok")
POLICY = """package terraform.policy
import rego.v1
default is_valid_block := false
is_valid_block if { some r in input.resource_changes; r.change.after.cidr_block == "10.0.0.0/16" }
"""
INSTANCE = {"instance_id": "vpc", "problem_statement": "Create a VPC.", "policy": POLICY}


@unittest.skipIf(URL == "", "needs a running server: set TERRASMITH_URL")
class AgainstTheServer(unittest.TestCase):
    def test_trl_gets_a_number_for_each_completion_and_none_where_nobody_could_judge(self):
        metrics: dict[str, float] = {}
        reward = reward_function(URL)
        rewards = reward(
            prompts=["A VPC.", [{"role": "user", "content": "A VPC."}], "A VPC.", "A VPC."],
            completions=[VPC, [{"role": "assistant", "content": WRONG}], VPC, VPC],
            instance=[json.dumps(INSTANCE), INSTANCE, None, {"policy": "package p\nrule {"}],
            log_metric=lambda name, value: metrics.__setitem__(name, value),
        )
        self.assertEqual(rewards, [2, 0, 1, None])
        self.assertEqual(metrics["terrasmith/validate"], 0.75)
        self.assertEqual(reward.__name__, "terrasmith_terraformer_1")

    def test_trl_may_await_the_rewards(self):
        reward = async_reward_function(URL, "graded/1")
        self.assertEqual(asyncio.run(reward(prompts=["p"] * 3, completions=[VPC, "no", VPC])), [1, 0, 1])

    def test_a_large_batch_comes_back_in_order(self):
        completions = [VPC if index % 3 else "no" for index in range(700)]
        rewards = reward_function(URL)(prompts=[""] * 700, completions=completions)
        self.assertEqual(rewards, [1 if index % 3 else 0 for index in range(700)])

    def test_verl_gets_a_score_with_its_components(self):
        score = compute_score("terraform", VPC, json.dumps(INSTANCE), {"prompt": "A VPC."}, url=URL)
        self.assertEqual((score["score"], score["policy"], score["unscored"]), (2, 1.0, 0.0))
        self.assertEqual(compute_score("terraform", WRONG, INSTANCE, url=URL)["score"], 0)
        later = asyncio.run(compute_score_async("terraform", VPC, INSTANCE, url=URL, reward="graded/1"))
        self.assertEqual(later["score"], 1)

    def test_verl_gets_zero_and_a_mark_where_nobody_could_judge(self):
        score = compute_score("terraform", VPC, {"policy": "package p\nrule {"}, url=URL)
        self.assertEqual((score["score"], score["unscored"]), (0.0, 1.0))

    def test_a_mistake_of_ours_is_an_error_that_says_so(self):
        with self.assertRaisesRegex(RewardServerError, "400.*terraformer/1"):
            RewardServer(URL).rewards([{"completion": ""}], "none/1")
        with self.assertRaisesRegex(RewardServerError, "no instance"):
            RewardServer(URL).rewards([{"completion": "", "instance_id": "none"}])


class Busy(BaseHTTPRequestHandler):
    """Refuses twice, then answers."""

    asked = 0

    def do_POST(self):
        Busy.asked += 1
        self.rfile.read(int(self.headers["content-length"]))
        busy = Busy.asked <= 2
        body = b'{"error": {"message": "busy"}}' if busy else b'{"rewards": [1], "details": [{"components": {}}]}'
        self.send_response(429 if busy else 200)
        self.send_header("content-length", str(len(body)))
        if busy:
            self.send_header("retry-after", "0")
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *_):
        pass


class AgainstABusyServer(unittest.TestCase):
    def test_it_is_asked_again_after_as_long_as_it_says(self):
        server = HTTPServer(("127.0.0.1", 0), Busy)
        threading.Thread(target=server.serve_forever, daemon=True).start()
        self.addCleanup(server.server_close)
        self.addCleanup(server.shutdown)
        url = f"http://127.0.0.1:{server.server_port}"
        self.assertEqual(RewardServer(url).rewards([{"completion": ""}]).rewards, [1])
        self.assertEqual(Busy.asked, 3)

    def test_a_server_that_is_not_there_is_named(self):
        with self.assertRaisesRegex(RewardServerError, "cannot be reached"):
            RewardServer("http://127.0.0.1:9", tries=1).rewards([{"completion": ""}])


if __name__ == "__main__":
    unittest.main()
