"""`python -m tests.support.until_discord run ...`: the program up to its first call to Discord.

It tells what it has loaded by then, one name a line, and ends.
"""

import os
import sys


def _end_at_first_call(event: str, _: object) -> None:
    if event == "socket.connect":
        sys.stdout.write("\n".join(sys.modules))
        sys.stdout.flush()
        os._exit(0)


if __name__ == "__main__":
    sys.addaudithook(_end_at_first_call)
    from bot.__main__ import main

    main()
