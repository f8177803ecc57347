"""`python -m scripts.catalogue update|check`."""

import argparse
import sys

from scripts.catalogue.faults import all_faults
from scripts.catalogue.files import update


def main() -> int:
    """Update the files, or tell what is wrong with them."""
    parser = argparse.ArgumentParser(prog="python -m scripts.catalogue", description=__doc__)
    actions = parser.add_subparsers(dest="action", required=True)
    updating = actions.add_parser("update", help="extract the sentences, bring the translations up to date")
    updating.add_argument("--add", metavar="LOCALE", help="begin a language, named as Discord does")
    actions.add_parser("check", help="tell what is wrong, offline")
    chosen = parser.parse_args()
    if chosen.action == "update":
        update(added=chosen.add)
    faults = all_faults()
    for fault in faults:
        sys.stderr.write(f"{fault}\n")
    return 1 if faults and chosen.action == "check" else 0


if __name__ == "__main__":
    sys.exit(main())
