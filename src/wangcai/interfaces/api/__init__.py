"""The JSON API for integrators: the same use cases as the pages, thin enough to move to another framework.

Bearer tokens with scopes; `Idempotency-Key` on every write; refusals as {code, message, details}; keyset pages.
"""
