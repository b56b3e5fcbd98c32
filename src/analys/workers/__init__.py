"""Notebooks run on the workers of a Dask scheduler: bytes in, bytes out, no disk in common.

`home` asks for them, `parcel` is what is sent, `workplace` is where it is unpacked and run, and
`alike` is what has to be the same there. Nothing is imported here: the scheduler imports it too.
"""
