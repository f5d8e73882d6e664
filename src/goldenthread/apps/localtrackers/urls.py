from django.urls import path

from goldenthread.apps.localtrackers import views, views_rows, views_taking

app_name = "localtrackers"
urlpatterns = [
    path("", views.trackers, name="trackers"),
    path("begin/", views.begin, name="begin"),
    path("begin/<slug:key>/", views.define, name="define"),
    path("<uuid:uuid>/", views_rows.tracker, name="tracker"),
    path("<uuid:uuid>/definition/", views.definition, name="definition"),
    path("<uuid:uuid>/columns/", views.columns, name="columns"),
    path("<uuid:uuid>/clock/", views.clock, name="clock"),
    path("<uuid:uuid>/audience/", views.audience, name="audience"),
    path("<uuid:uuid>/close/", views.close, name="close"),
    path("<uuid:uuid>/reopen/", views.reopen, name="reopen"),
    path("<uuid:uuid>/figures/", views.figures, name="figures"),
    path("<uuid:uuid>/add/", views_rows.add, name="add"),
    path("<uuid:uuid>/bring/", views_taking.bring, name="bring"),
    path("<uuid:uuid>/workbook/", views_rows.workbook, name="workbook"),
    path("rows/<slug:token>/", views_rows.row, name="row"),
    path("rows/<slug:token>/change/", views_rows.change, name="change"),
    path("rows/<slug:token>/take-off/", views_rows.take_off, name="take_off"),
    path("rows/<slug:token>/reason/", views_rows.give_reason, name="give_reason"),
    path("rows/<slug:token>/note/", views_rows.write_note, name="write_note"),
    path("notes/<slug:token>/change/", views_rows.change_note, name="change_note"),
    path("notes/<slug:token>/take-back/", views_rows.withdraw_note, name="withdraw_note"),
]
