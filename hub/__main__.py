"""`python -m hub`: the same as the `hub` program."""

import sys

from hub.cli import main

sys.exit(main())
