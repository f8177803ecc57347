"""The asynchronous gateway: submit a task, query it, fetch its pictures."""
