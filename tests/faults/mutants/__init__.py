"""The mutation check of reliability.md 4, `make mutants`: is it seen when a protection is missing?

No part of `make test`.
"""
