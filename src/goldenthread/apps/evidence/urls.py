from django.urls import path

from goldenthread.apps.evidence import views, writing_views

app_name = "evidence"
urlpatterns = [
    path("", views.evidence, name="evidence"),
    path("<uuid:uuid>/", views.piece, name="piece"),
    path("<uuid:uuid>/version/", writing_views.new_version, name="new_version"),
    path("<uuid:uuid>/edit/", writing_views.edit, name="edit"),
    path("<uuid:uuid>/use/", writing_views.use, name="use"),
    path("<uuid:uuid>/withdraw/", writing_views.withdraw, name="withdraw"),
    path("recommendations/<uuid:uuid>/bring/", writing_views.bring, name="bring"),
    path("recommendations/<uuid:uuid>/bring-record/", writing_views.bring_record, name="bring_record"),
    path("bearings/<uuid:uuid>/answer/", writing_views.answer, name="answer"),
    path("bearings/<uuid:uuid>/take-off/", writing_views.take_off, name="take_off"),
]
