from django.urls import path

from goldenthread.apps.reports import views

app_name = "reports"
urlpatterns = [
    path("", views.reports, name="reports"),
    path("new/", views.new, name="new"),
    path("drafts/<uuid:uuid>/<slug:name>/", views.draft, name="draft"),
    path("<uuid:uuid>/files/<slug:suffix>/", views.download, name="download"),
    path("<uuid:uuid>/tables/<slug:table>/", views.table, name="table"),
    path("<uuid:uuid>/rebuilt/from-the-records/", views.rebuilt, name="rebuilt"),
    path("<uuid:uuid>/<slug:name>/", views.paper, name="paper"),
]
