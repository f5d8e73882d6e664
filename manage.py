#!/usr/bin/env python3
"""Django's manage.py, for those who expect it: the same as the command `goldenthread`."""

from goldenthread.site.cli import main

if __name__ == "__main__":
    main()
