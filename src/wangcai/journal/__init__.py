"""The diary of the business: append-only entries, their readers, timelines, and answers kept for retried requests.

It feeds timelines (a query), reactions (later stages), messages and reports. Nothing in it can be changed or deleted:
triggers refuse it on both engines. Entries hold facts and ids, no personal data.
"""
