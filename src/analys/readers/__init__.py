"""Readers: from a tool's file to a `Project`."""
