from django.urls import path

from goldenthread.apps.retention import views, views_schedule

app_name = "retention"
urlpatterns = [
    path("", views.record, name="record"),
    path("check/", views.check, name="check"),
    path("head/send/", views.send_head, name="send_head"),
    path("head/add/", views.add_reader, name="add_reader"),
    path("head/<uuid:uuid>/end/", views.end_reader, name="end_reader"),
    path("schedule/", views_schedule.schedule, name="schedule"),
    path("schedule/<slug:kind>/time/", views_schedule.set_time, name="set_time"),
    path("schedule/<slug:kind>/delete/", views_schedule.ask, name="ask"),
    path("deletions/<uuid:uuid>/", views_schedule.deletion, name="deletion"),
    path("deletions/<uuid:uuid>/decide/", views_schedule.decide, name="decide"),
    path("certificates/<uuid:uuid>.<slug:suffix>", views_schedule.certificate, name="certificate"),
]
