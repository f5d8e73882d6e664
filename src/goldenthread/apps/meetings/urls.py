from django.urls import path

from goldenthread.apps.meetings import views

app_name = "meetings"
urlpatterns = [
    path("", views.meetings, name="meetings"),
    path("add/", views.add, name="add"),
    path("<uuid:uuid>/move/", views.move, name="move"),
    path("<uuid:uuid>/cancel/", views.cancel, name="cancel"),
    path("<uuid:uuid>/<slug:slug>/", views.meeting, name="meeting"),
]
