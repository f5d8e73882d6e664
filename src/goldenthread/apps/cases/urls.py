from django.urls import path

from goldenthread.apps.cases import views_definitions, views_loads, views_teams

app_name = "cases"
urlpatterns = [
    path("", views_loads.loads, name="loads"),
    path("bring/", views_loads.bring, name="bring"),
    path("brought/<uuid:uuid>/", views_loads.bringing, name="bringing"),
    path("loads/<slug:load>/", views_loads.load, name="load"),
    path("loads/<slug:load>/delete/", views_loads.ask_to_delete, name="ask_to_delete"),
    path("deletions/<uuid:uuid>/", views_loads.decide_deletion, name="decide_deletion"),
    path("keeping/", views_loads.set_keeping, name="set_keeping"),
    path("teams/", views_teams.teams, name="teams"),
    path("teams/add-service/", views_teams.add_service, name="add_service"),
    path("teams/unknown/<slug:digest>/", views_teams.settle_unknown, name="settle_unknown"),
    path("services/<uuid:uuid>/rename/", views_teams.rename_service, name="rename_service"),
    path("services/<uuid:uuid>/add-team/", views_teams.add_team, name="add_team"),
    path("teams/<uuid:uuid>/", views_teams.team, name="team"),
    path("teams/<uuid:uuid>/change/", views_teams.revise_team, name="revise_team"),
    path("teams/<uuid:uuid>/spelling/", views_teams.give_spelling, name="give_spelling"),
    path("spellings/<uuid:uuid>/take-back/", views_teams.take_back_spelling, name="take_back_spelling"),
    path("definitions/", views_definitions.definitions, name="definitions"),
    path("definitions/<slug:code>/", views_definitions.definition, name="definition"),
    path("definitions/<slug:code>/<slug:period>/", views_definitions.behind, name="behind"),
    path("measures/<uuid:uuid>/take/", views_definitions.take_figures, name="take_figures"),
    path("measures/<uuid:uuid>/stop/", views_definitions.stop_taking, name="stop_taking"),
    path("measures/<uuid:uuid>/again/", views_definitions.take_again, name="take_again"),
]
