from django.urls import path

from goldenthread.apps.highlights import views

app_name = "highlights"
urlpatterns = [
    path("", views.highlights, name="highlights"),
    path("workstreams/<uuid:uuid>/start/", views.start, name="start"),
    path("drafts/<uuid:uuid>/", views.draft, name="draft"),
    path("<uuid:uuid>/", views.highlight, name="highlight"),
    path("<uuid:uuid>/files/<slug:suffix>/", views.download, name="download"),
]
