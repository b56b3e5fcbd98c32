"""Reproducible notebooks for interview studies."""
