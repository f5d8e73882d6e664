"""`goldenthread load-recommendations FILE`: an inspection's recommendations and what was found of each."""

from goldenthread.site.management.loading import LoadCommand


class Command(LoadCommand):
    help = "Load recommendations, with their elements and assessments, from the table that you have."
    kind = "recommendations"
    name_option = "inspection"
