from django.urls import path

from goldenthread.apps.publishing import views, views_editions, views_rules

app_name = "publishing"
urlpatterns = [
    path("", views_editions.published, name="published"),
    path("populations/", views_rules.populations, name="populations"),
    path("populations/new/", views_rules.record_population, name="record_population"),
    path("measures/<uuid:uuid>/small-numbers/", views_rules.small_number_rule, name="small_number_rule"),
    path("scorecards/<uuid:uuid>/<slug:period>/", views.check, name="check"),
    path("scorecards/<uuid:uuid>/<slug:period>/prepare/", views.prepare, name="prepare"),
    path("scorecards/<uuid:uuid>/<slug:period>/findings/<slug:digest>/", views.explain, name="explain"),
    path("scorecards/<uuid:uuid>/<slug:period>/links/", views_rules.links, name="links"),
    path("scorecards/<uuid:uuid>/<slug:period>/links/new/", views_rules.add_link, name="add_link"),
    path(
        "scorecards/<uuid:uuid>/<slug:period>/links/<slug:digest>/",
        views_rules.decide_link,
        name="decide_link",
    ),
    path("editions/<uuid:uuid>/files/<slug:suffix>/", views_editions.download, name="download"),
    path("editions/<uuid:uuid>/internal/", views_editions.internal, name="internal"),
    path(
        "editions/<uuid:uuid>/internal/files/<slug:suffix>/",
        views_editions.download_internal,
        name="download_internal",
    ),
    path("editions/<uuid:uuid>/<slug:slug>/", views_editions.edition, name="edition"),
    path("<uuid:uuid>/approve/", views.approve, name="approve"),
    path("<uuid:uuid>/take-back/", views.take_back, name="take_back"),
    path("<uuid:uuid>/publish/", views.publish, name="publish"),
    path("<uuid:uuid>/words/<uuid:measure>/", views.withhold, name="withhold"),
]
