"""What is timed, one module a contestant; each runs in a process of its own."""
