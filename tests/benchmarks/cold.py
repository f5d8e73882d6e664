"""`python -m tests.benchmarks.cold PERSON ADDRESS`: the first request of a process, timed from within.

Prints JSON: seconds from before Django is imported to the answer (`whole`), of the request alone (`request`),
and of the request's CPU (`cpu`).
"""

import json
import sys
import time

BEGUN = time.perf_counter()


def main(person: str, address: str) -> None:
    """Ask for an address as this person, whose row number is given."""
    import django

    django.setup()
    from django.test import Client

    from goldenthread.apps.people.models import Person

    client = Client(SERVER_NAME="localhost")
    client.force_login(Person.objects.get(pk=person))
    asked, cpu = time.perf_counter(), time.process_time()
    answer = client.get(address)
    found = {"request": time.perf_counter() - asked, "cpu": time.process_time() - cpu}
    if answer.status_code != 200:
        raise SystemExit(f"{address} answered {answer.status_code}")
    print(json.dumps(found | {"whole": time.perf_counter() - BEGUN}))


if __name__ == "__main__":
    main(*sys.argv[1:])
