"""The scenarios of reliability.md 4 that concern delivery: `make faults`. No part of `make test`."""
