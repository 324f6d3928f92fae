"""Vouch's cryptography for guardians a second time, in Python's standard library alone, sharing no file with src/.

Reads one JSON request from standard input, {"part": ..., ...}, and writes the answer of that part as JSON.
"""

import json
import sys
from importlib import import_module

sys.dont_write_bytecode = True

PARTS = {"sharing", "golden", "channel"}

request = json.load(sys.stdin)
if request["part"] not in PARTS:
    sys.exit("There is no part of this name.")
json.dump(import_module(request["part"]).run(request), sys.stdout, indent=2)
sys.stdout.write("\n")
