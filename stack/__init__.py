"""Sets up and runs PBX, server and desk on one machine, for the demo, the checks, the tests and the benchmarks.

Standard library only: most of it runs before anything is installed.
"""
