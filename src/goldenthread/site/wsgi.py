"""The web server's way in."""

import gc
import os

from django.core.wsgi import get_wsgi_application

from goldenthread.site.sent import guarded

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "goldenthread.site.settings")
application = guarded(get_wsgi_application())
# What was loaded to get here stays for as long as the server runs: the collector need not look at it again.
gc.freeze()
