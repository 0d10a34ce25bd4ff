"""A client of its own process: sends orders over kept connections and reports every latency. Bounded in count."""

import http.client
import json
import sys
import threading
import time
import uuid


def worker(host: str, port: int, token: str, bodies: list[dict], answers: list[tuple[int, float]]) -> None:
    connection = http.client.HTTPConnection(host, port, timeout=30)
    for body in bodies:
        heads = {
            "Authorization": f"Bearer {token}",
            "Content-Type": "application/json",
            "Idempotency-Key": uuid.uuid4().hex,
        }
        began = time.perf_counter()
        connection.request("POST", "/api/v1/orders", json.dumps(body), heads)
        response = connection.getresponse()
        response.read()
        answers.append((response.status, time.perf_counter() - began))


def main() -> None:
    job = json.load(sys.stdin)
    bodies, answers = job["bodies"], []
    threads = [
        threading.Thread(
            target=worker, args=(job["host"], job["port"], job["token"], bodies[i :: job["clients"]], answers)
        )
        for i in range(job["clients"])
    ]
    began = time.perf_counter()
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    json.dump({"seconds": time.perf_counter() - began, "answers": answers}, sys.stdout)


if __name__ == "__main__":
    main()
