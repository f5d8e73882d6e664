"""`goldenthread load-scorecard FILE`: a quarter's scorecard from Excel, Word or CSV."""

from goldenthread.site.management.loading import LoadCommand


class Command(LoadCommand):
    help = "Load a scorecard from the file that you have."
    kind = "scorecard"
    name_option = "scorecard"
