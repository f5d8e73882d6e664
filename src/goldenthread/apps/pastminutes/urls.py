from django.urls import path

from goldenthread.apps.pastminutes import views

app_name = "pastminutes"
urlpatterns = [
    path("", views.drafts, name="drafts"),
    path("bring/", views.bring, name="bring"),
    path("<uuid:uuid>/", views.draft, name="draft"),
    path("<uuid:uuid>/set-aside/", views.set_aside, name="set_aside"),
]
