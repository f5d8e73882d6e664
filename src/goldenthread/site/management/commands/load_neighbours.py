"""`goldenthread load-neighbours FILE`: the statistical neighbours of the council, from a day on."""

from goldenthread.site.management.loading import LoadCommand


class Command(LoadCommand):
    help = "Load a set of statistical neighbours. It holds from the day given as --published-on."
    kind = "neighbours"
    name_option = "set"
