"""Holds the API of a running server against its own description: `api.py URL TOKEN`, with other people's programs.

openapi-spec-validator says whether the description is one; schemathesis asks every operation with fitting and unfitting values and
compares what comes back with what is described. Prints what could not be tried because a program is missing.
"""

import json
import subprocess
import sys
import urllib.request

url, token = sys.argv[1:3]
described = json.load(urllib.request.urlopen(url + "/api/v1/openapi.json"))

try:
    from openapi_spec_validator import validate
except ImportError:
    print("not tried: openapi-spec-validator is not there")
else:
    validate(described)

try:
    import schemathesis  # noqa: F401
except ImportError:
    print("not tried: schemathesis is not there")
else:
    def asked(*more):
        done = subprocess.run(
            [
                sys.executable, "-m", "schemathesis.cli", "run", url + "/api/v1/openapi.json", "--url", url + "/api/v1",
                "--header", f"Authorization: Bearer {token}", "--phases", "examples,coverage,fuzzing", "--max-examples", "15",
                "--seed", "1", "--no-color", "--request-timeout", "20", "--continue-on-failure",
                "--suppress-health-check", "filter_too_much", *more,
            ],
            check=False,
        )
        return done.returncode

    # A stream of events ends with its job alone. What is written has rules that a schema cannot tell (a span's end lies behind its
    # beginning, some text or file must be there) and forms in which everything is bytes.
    written = ["/decisions", "/submissions"]
    reads = [word for path in ["/jobs/{id}/events", *written] for word in ("--exclude-path", path)]
    writes = [word for path in written for word in ("--include-path", path)]
    failed = asked(*reads) or asked(*writes, "--exclude-checks", "positive_data_acceptance,negative_data_rejection")
    sys.exit(failed)
