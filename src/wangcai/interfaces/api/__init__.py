"""The JSON API for integrators: the same use cases, scoped tokens, idempotency keys, keyset pages."""
