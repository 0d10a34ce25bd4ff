"""The texts the house works by: SOPs, agreements, inquiry forms and advice, each in versions that never change.

Who works, signs or answers does so by one version; a newer one binds only what begins after it.
"""
