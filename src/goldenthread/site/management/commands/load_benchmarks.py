"""`goldenthread load-benchmarks FILE`: figures of other areas, from a release of national statistics."""

from goldenthread.site.management.loading import LoadCommand


class Command(LoadCommand):
    help = "Load figures of other areas from the open data of national statistics (CSV)."
    kind = "benchmarks"
    name_option = "release"
