from django.apps import AppConfig


class CommentaryConfig(AppConfig):
    name = "goldenthread.apps.commentary"

    def ready(self) -> None:
        """State the room's rules; give measures' pages their words, and Today what waits."""
        from goldenthread.apps.commentary import access as access
        from goldenthread.apps.commentary import panels
        from goldenthread.apps.commentary.finding import COMMENTS
        from goldenthread.apps.commentary.waiting import words_wanted
        from goldenthread.apps.measures import neighbours
        from goldenthread.apps.people.finding import register_finder
        from goldenthread.apps.people.waiting import register_waiting

        neighbours.register_words(panels.words_of)
        neighbours.register_writing(panels.writing)
        neighbours.register_panel(panels.on_measure)
        neighbours.register_scorecard_panel(panels.on_scorecard)
        register_waiting(words_wanted)
        register_finder(COMMENTS)
