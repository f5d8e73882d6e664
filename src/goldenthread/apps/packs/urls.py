from django.urls import path

from goldenthread.apps.packs import views, views_building

app_name = "packs"
urlpatterns = [
    path("", views.packs, name="packs"),
    path("meeting/<uuid:uuid>/", views_building.of_meeting, name="of_meeting"),
    path("meeting/<uuid:uuid>/build/", views_building.build, name="build"),
    path("built/<uuid:uuid>/", views_building.built, name="built"),
    path("built/<uuid:uuid>/draft.pdf", views_building.draft, name="draft"),
    path("built/<uuid:uuid>/publish/", views_building.publish, name="publish"),
    path("<uuid:uuid>/pack.pdf", views.download, name="download"),
    path("<uuid:uuid>/restricted.pdf", views.download_restricted, name="download_restricted"),
    path("<uuid:uuid>/register/", views.register, name="register"),
    path("<uuid:uuid>/<slug:slug>/", views.pack, name="pack"),
]
