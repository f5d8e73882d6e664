from django.urls import path

from goldenthread.apps.measures import (
    changes_views,
    marks_views,
    views,
    views_books,
    views_derived,
    views_figures,
    views_placing,
    views_scorecards,
    views_sources,
)

app_name = "measures"
urlpatterns = [
    path("", views.measures, name="measures"),
    path("new/", views.new_measure, name="new_measure"),
    path("figures/<uuid:uuid>/", views.where_from, name="where_from"),
    path("figures/<uuid:uuid>/correct/", views_figures.correct, name="correct_figure"),
    path("scorecards/", views_scorecards.scorecards, name="scorecards"),
    path("scorecards/new/", views_scorecards.new_scorecard, name="new_scorecard"),
    path("scorecards/<uuid:uuid>/place/", views_placing.place, name="place"),
    path("scorecards/<uuid:uuid>/take-off/<uuid:measure>/", views_placing.take_off, name="take_off"),
    path(
        "scorecards/<uuid:uuid>/<slug:period>/red/<uuid:measure>/",
        views_scorecards.red_measure,
        name="red_measure",
    ),
    path(
        "scorecards/<uuid:uuid>/<slug:period>/override/<uuid:measure>/",
        views_scorecards.override,
        name="override",
    ),
    path("scorecards/<uuid:uuid>/<slug:period>/ask/", views_books.ask, name="ask"),
    path("scorecards/<uuid:uuid>/<slug:period>/book/", views_books.scorecard_book, name="scorecard_book"),
    path(
        "scorecards/<uuid:uuid>/<slug:slug>/changes/",
        changes_views.scorecard_changes,
        name="scorecard_changes",
    ),
    path("scorecards/<uuid:uuid>/<slug:slug>/", views_scorecards.scorecard, name="scorecard"),
    path("marks/<uuid:uuid>/agree/", marks_views.agree_mark, name="agree_mark"),
    path("marks/<uuid:uuid>/withdraw/", marks_views.withdraw_mark, name="withdraw_mark"),
    path("<uuid:uuid>/mark/", marks_views.make_mark, name="make_mark"),
    path("<uuid:uuid>/book/", views_books.measure_book, name="measure_book"),
    path("<uuid:uuid>/edit/", views.edit_measure, name="edit_measure"),
    path("<uuid:uuid>/record/", views_figures.record, name="record_figure"),
    path("<uuid:uuid>/computed/", views_derived.computed, name="computed"),
    path("<uuid:uuid>/computed/define/", views_derived.define, name="define_derivation"),
    path("<uuid:uuid>/computed/again/", views_derived.compute_again, name="compute_again"),
    path("<uuid:uuid>/computed/end/", views_derived.end, name="end_derivation"),
    path("<uuid:uuid>/record-source/", views_sources.record_of_source, name="record_of_source"),
    path("<uuid:uuid>/sources/", views_sources.sources, name="sources"),
    path("<uuid:uuid>/sources/choose/", views_sources.choose, name="choose_source"),
    path("<uuid:uuid>/target/", views.set_target, name="set_target"),
    path("<uuid:uuid>/<slug:slug>/", views.measure, name="measure"),
]
