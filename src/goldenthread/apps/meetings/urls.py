from django.urls import path

from goldenthread.apps.meetings import views, views_feeds, views_notices, views_year

app_name = "meetings"
urlpatterns = [
    path("", views.meetings, name="meetings"),
    path("add/", views.add, name="add"),
    path("notices/", views_notices.notices, name="notices"),
    path("notices/counting/", views_notices.counting, name="counting"),
    path("recesses/", views_notices.recesses_list, name="recesses"),
    path("recesses/add/", views_notices.add_recess, name="add_recess"),
    path("recesses/<uuid:uuid>/withdraw/", views_notices.withdraw_recess, name="withdraw_recess"),
    path("calendars/", views_feeds.calendars, name="calendars"),
    path("calendars/<uuid:uuid>/stop/", views_feeds.stop_feed, name="stop_feed"),
    path("calendars/<str:secret>.ics", views_feeds.feed, name="feed"),
    path("year/<uuid:uuid>/", views_year.year, name="year"),
    path("<uuid:uuid>/move/", views.move, name="move"),
    path("<uuid:uuid>/cancel/", views.cancel, name="cancel"),
    path("<uuid:uuid>/tell/", views.tell, name="tell"),
    path("<uuid:uuid>/<slug:slug>/", views.meeting, name="meeting"),
]
