"""`goldenthread load-plan FILE`: an improvement plan from Excel, Word or CSV."""

from goldenthread.site.management.loading import LoadCommand


class Command(LoadCommand):
    help = "Load an improvement plan from the file that you have."
    kind = "plan"
    name_option = "plan"
