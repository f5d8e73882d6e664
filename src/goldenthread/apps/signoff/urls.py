from django.urls import path

from goldenthread.apps.signoff import views, views_asking, views_deciding, views_replay, views_settling

app_name = "signoff"
urlpatterns = [
    path("", views.unit_list, name="units"),
    path("units/<uuid:uuid>/", views.unit, name="unit"),
    path("units/<uuid:uuid>/ask/", views_asking.ask_for, name="ask"),
    path("units/<uuid:uuid>/replay/", views_replay.replayed, name="replay"),
    path("conditions/", views_settling.conditions, name="conditions"),
    path("conditions/<uuid:uuid>/", views_settling.condition, name="condition"),
    path("conditions/<uuid:uuid>/discharge/", views_settling.discharge, name="discharge"),
    path("<uuid:uuid>/", views.case, name="case"),
    path("<uuid:uuid>/account/", views_asking.account, name="account"),
    path("<uuid:uuid>/put-before-the-body/", views_asking.put, name="put"),
    path("<uuid:uuid>/take-back/", views_asking.take_back, name="take_back"),
    path("<uuid:uuid>/withdraw/", views_asking.withdraw, name="withdraw"),
    path("<uuid:uuid>/decide/", views_deciding.decide, name="decide"),
    path("<uuid:uuid>/settle/", views_settling.settle, name="settle"),
    path("<uuid:uuid>/download.<slug:suffix>", views.download, name="download"),
]
