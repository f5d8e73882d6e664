from django.urls import path

from goldenthread.apps.thread import changes_views, views

app_name = "thread"
urlpatterns = [
    path("", views.today, name="today"),
    path("search/", views.search, name="search"),
    path("everything/", views.places, name="places"),
    path("bodies/<uuid:uuid>/changes/", changes_views.body_changes, name="body_changes"),
    path("recommendations/<uuid:uuid>/<slug:slug>/", views.recommendation, name="recommendation"),
    path("recommendations/<uuid:uuid>/<slug:slug>/measures/link/", views.link_measure, name="link_measure"),
]
