from django.apps import AppConfig


class CommentaryConfig(AppConfig):
    name = "goldenthread.apps.commentary"

    def ready(self) -> None:
        """State the room's rules, and give the measures room the words that its pages show."""
        from goldenthread.apps.commentary import access as access
        from goldenthread.apps.commentary import panels
        from goldenthread.apps.measures import neighbours

        neighbours.register_words(panels.words_of)
        neighbours.register_writing(panels.writing)
        neighbours.register_panel(panels.on_measure)
        neighbours.register_scorecard_panel(panels.on_scorecard)
