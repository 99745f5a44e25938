"""python -m classroom does what the command `classroom` does."""

import sys

from classroom.commands import main

if __name__ == "__main__":
    sys.exit(main())
