"""`goldenthread load-evidence FILE`: a register of evidence, with what each piece found."""

from goldenthread.site.management.loading import LoadCommand


class Command(LoadCommand):
    help = "Load a register of evidence. Its recommendations are those of the inspection named first."
    kind = "evidence"
    name_option = "inspection"
